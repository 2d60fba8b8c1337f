package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ArcSight's Common Event Format, revision 25 of its implementation standard (versions 0 and 1): {@code
 * CEF:0|vendor|product|version|signature|name|severity|key=value …}.
 *
 * <p>The header's fields have the names of Splunk's extraction for CEF, {@code cef_vendor} and its like; those of the
 * extension their own. A custom field stands under the name of its label too: {@code cs1Label=Rule ID cs1=7} is also {@code
 * Rule_ID}. Values end where the next key begins, for blanks are not escaped.
 *
 * <p>The event's time is {@code rt}, when the device got it; else {@code start}, else {@code end}.
 */
final class CefRecords implements RecordParser {

    static final String SHAPE = "cef";
    static final String SOURCETYPE = "syslog";

    private static final String PREFIX = "CEF:";
    private static final String LABEL = "Label";

    private static final List<String> HEADER = List.of(
            "cef_cefVersion", "cef_vendor", "cef_product", "cef_version", "cef_signature", "cef_name", "cef_severity");

    /** Longer than any of the standard's, and no further is a key looked for. */
    private static final int MAX_KEY = 128;

    @Override
    public boolean accepts(String text) {
        return text.startsWith(PREFIX);
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        int at = PREFIX.length();
        for (int i = 0; i < HEADER.size(); i++) {
            int end = pipe(text, at);
            // Without an extension the last field may have no pipe behind it.
            if (end == text.length() && i < HEADER.size() - 1) {
                throw new MalformedRecordException("expected a CEF header of " + HEADER.size()
                        + " fields with a | behind each, but found " + (i + 1));
            }
            fields.add(HEADER.get(i), unescaped(text, at, end).strip());
            at = Math.min(text.length(), end + 1);
        }
        addExtension(fields, text, at);
        addLabelled(fields);
        return new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, null, time(fields)));
    }

    private static @Nullable LineTime time(FieldTable fields) {
        for (String name : List.of("rt", "start", "end")) {
            LineTime time = LineTime.read(fields.first(name));
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /** Index of the next pipe that is not escaped; the text's length if there is none. */
    private static int pipe(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '|') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private static void addExtension(FieldTable fields, String text, int from) throws MalformedRecordException {
        String key = null;
        int value = from;
        // Where the word began that is being read, and whether it may be a key.
        int word = from;
        boolean isKey = true;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                word = at + 1;
                isKey = true;
            } else if (c == '=' && isKey && at > word && at - word <= MAX_KEY) {
                add(fields, key, text, value, word);
                key = text.substring(word, at);
                value = at + 1;
                isKey = false;
            } else if (!isKeyCharacter(c)) {
                isKey = false;
            }
        }
        add(fields, key, text, value, text.length());
    }

    private static void add(FieldTable fields, @Nullable String key, String text, int from, int to)
            throws MalformedRecordException {
        if (key != null) {
            String value = unescaped(text, from, to).strip();
            if (!value.isEmpty()) {
                fields.add(key, value);
            }
        }
    }

    /** As devices write keys: the standard allows letters and digits, {@code ad.} fields and indices are seen too. */
    private static boolean isKeyCharacter(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == '-'
                || c == '['
                || c == ']';
    }

    private static String unescaped(String text, int from, int to) {
        String part = text.substring(from, to);
        if (part.indexOf('\\') < 0) {
            return part;
        }
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < to ? text.charAt(i + 1) : 0;
            switch (next) {
                case '\\', '|', '=' -> plain.append(next);
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                // Paths of Windows are often not escaped.
                default -> plain.append(c);
            }
            i += next == '\\' || next == '|' || next == '=' || next == 'n' || next == 'r' ? 1 : 0;
        }
        return plain.toString();
    }

    private static void addLabelled(FieldTable fields) throws MalformedRecordException {
        List<String> labels = new ArrayList<>();
        for (String name : fields.names()) {
            if (name.endsWith(LABEL) && name.length() > LABEL.length()) {
                labels.add(name);
            }
        }
        // In one order, whatever that of the table: two labels may be one name.
        labels.sort(null);
        for (String label : labels) {
            String value = fields.first(label.substring(0, label.length() - LABEL.length()));
            String name = CleanKey.of(String.valueOf(fields.first(label)));
            if (value != null && !fields.has(name)) {
                fields.add(name, value);
            }
        }
    }
}
