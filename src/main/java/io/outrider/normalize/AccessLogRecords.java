package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import org.jspecify.annotations.Nullable;

/**
 * Lines of web servers' access logs, in the common and the combined format of NCSA's httpd (Apache's {@code mod_log_config},
 * "common" and "combined"), also with a virtual host before and more behind: {@code 10.0.0.5 - bob [11/Oct/2024:22:14:15
 * -0500] "GET /x?a=1 HTTP/1.1" 200 512 "-" "curl/8.5.0"}.
 *
 * <p>Fields have the names of Splunk's source type {@code access_combined}; a dash is an absent value.
 */
final class AccessLogRecords implements RecordParser {

    static final String SHAPE = "access";
    static final String COMMON = "access_common";
    static final String COMBINED = "access_combined";

    /** A name of a virtual host, an address, an identity and an account before the time. */
    private static final int MAX_BEFORE_TIME = 1024;

    private static final int WORDS = 3;

    @Override
    public boolean accepts(String text) {
        int bracket = bracket(text);
        return bracket > 0 && new LineTimeScanner(text).scan(bracket + 1) != null;
    }

    /** Index of the bracket before the time: behind three words, or four; negative if it is not there. */
    private static int bracket(String text) {
        int limit = Math.min(text.length(), MAX_BEFORE_TIME);
        int words = 0;
        for (int i = 1; i < limit && words <= WORDS; i++) {
            if (text.charAt(i - 1) == ' ') {
                words++;
                // 11/Oct, and not the brackets of something else.
                if (text.charAt(i) == '[' && words >= WORDS && i + 3 < limit && text.charAt(i + 3) == '/') {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        int bracket = bracket(text);
        // As many as bracket() counted: a blank each, also where nothing is between two of them.
        String[] words = text.substring(0, bracket - 1).split(" ", WORDS + 1);
        int first = words.length - WORDS;
        if (first > 0) {
            add(fields, "vhost", words[0]);
        }
        add(fields, "clientip", words[first]);
        add(fields, "ident", words[first + 1]);
        add(fields, "user", words[first + 2]);
        LineTimeScanner scanner = new LineTimeScanner(text);
        LineTime time = scanner.scan(bracket + 1);
        int close = scanner.end();
        Words rest = new Words(text, close + 1);
        fields.add("req_time", text.substring(bracket + 1, close));
        String request = rest.next();
        if (time == null || request == null) {
            throw new MalformedRecordException("expected a request behind the time of an access log, but found none");
        }
        addRequest(fields, request);
        add(fields, "status", rest.next());
        add(fields, "bytes", rest.next());
        String referer = rest.next();
        add(fields, "referer", referer);
        String agent = rest.next();
        add(fields, "useragent", agent);
        String other = rest.rest();
        if (!other.isEmpty()) {
            fields.add("other", other);
        }
        return new Parsed(SHAPE, fields, new TextFacts(agent == null ? COMMON : COMBINED, null, time));
    }

    // GET /index.html?a=1 HTTP/1.1
    private static void addRequest(FieldTable fields, String request) throws MalformedRecordException {
        int uri = request.indexOf(' ');
        if (uri < 0) {
            // Not HTTP: what a scanner sent, as the server shows it.
            add(fields, "uri", request);
            return;
        }
        int version = request.lastIndexOf(" HTTP/");
        int end = version > uri ? version : request.length();
        String text = request.substring(uri + 1, end);
        int query = text.indexOf('?');
        add(fields, "method", request.substring(0, uri));
        add(fields, "uri", text);
        add(fields, "uri_path", query < 0 ? text : text.substring(0, query));
        add(fields, "uri_query", query < 0 ? null : text.substring(query + 1));
        add(fields, "version", version > uri ? request.substring(version + 1) : null);
    }

    private static void add(FieldTable fields, String name, @Nullable String text) throws MalformedRecordException {
        if (text != null && !text.isEmpty() && !text.equals("-")) {
            fields.add(name, text);
        }
    }

    /** Words, or what stands in double quotes; a quote inside has a backslash before it. */
    private static final class Words {

        private final String text;
        private int at;

        Words(String text, int from) {
            this.text = text;
            this.at = Math.min(from, text.length());
        }

        @Nullable
        String next() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at == text.length()) {
                return null;
            }
            boolean quoted = text.charAt(at) == '"';
            int begin = quoted ? at + 1 : at;
            int end = begin;
            char last = quoted ? '"' : ' ';
            while (end < text.length() && text.charAt(end) != last) {
                end += quoted && text.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end, text.length());
            at = Math.min(end + 1, text.length());
            String word = text.substring(begin, end);
            return quoted && word.indexOf('\\') >= 0 ? word.replace("\\\"", "\"") : word;
        }

        String rest() {
            return text.substring(at).strip();
        }
    }
}
