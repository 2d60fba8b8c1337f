package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of the Linux audit system: {@code type=SYSCALL msg=audit(1723035666.627:3663): arch=…}, as auditd writes them
 * (audit-userspace, "Audit event fields" and its {@code auditd.conf(5)}, log formats RAW and ENRICHED), audisp sends them
 * with {@code node=} before, the kernel logs them where no auditd runs, and auoms renders them.
 *
 * <p>Each line is an event, with the fields of the line under their own names, those of a nested {@code msg='…'} and the
 * names in capitals that auditd has looked up among them, as Splunk's automatic extraction gives them: of a name that comes
 * twice the first counts, and values in hexadecimal stay what they are. {@code op} has all its words.
 */
final class AuditRecords implements RecordParser {

    static final String SHAPE = "auditd";
    static final String SOURCETYPE = "linux:audit";
    static final String SOURCE = "/var/log/audit/audit.log";

    static final String TYPE = "type";
    /** The identity of the event that the record is of: {@code audit(1723035666.627:3663):}. */
    static final String ID = "msg";

    /** How far the record's head may reach: a node is a host's name, of 255 characters at most. */
    private static final int MAX_HEAD = 512;

    /** Digits of seconds beyond which there is no log. */
    private static final int MAX_SECONDS = 11;

    /** What is written in words and without quotes. */
    private static final Set<String> OF_WORDS = Set.of("op", "proctitle", "cmdline");

    @Override
    public boolean accepts(String text) {
        return id(text) >= 0;
    }

    /** Index of {@code audit(}, if what is before it is the head of an audit record; else negative. */
    private static int id(String text) {
        int head = head(text);
        if (!text.startsWith("type=", head) && !text.startsWith("node=", head)) {
            return -1;
        }
        int id = text.indexOf(" msg=audit(", head);
        int bare = id < 0 ? text.indexOf(" audit(", head) : id;
        return bare < 0 || bare > MAX_HEAD ? -1 : text.indexOf("audit(", bare);
    }

    /** Behind what the kernel writes before: {@code [   12.345678] audit: }. */
    private static int head(String text) {
        int at = 0;
        if (text.startsWith("[")) {
            int end = text.indexOf("] ");
            at = end < 0 || end > 32 ? 0 : end + 2;
        }
        return text.startsWith("audit: ", at) ? at + "audit: ".length() : at;
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        int id = id(text);
        int end = text.indexOf(')', id);
        LineTime time = end < 0 ? null : time(text, id + "audit(".length(), end);
        if (time == null) {
            throw new MalformedRecordException(
                    "expected an audit record with audit(SECONDS.MILLISECONDS:SERIAL), but found none; what ausearch -i and"
                            + " aureport write for people is not read: use ausearch --raw");
        }
        FieldTable fields = new FieldTable();
        PairScanner head = new PairScanner(text, head(text), id, false);
        while (head.next()) {
            if (head.key().equals("node")) {
                fields.supply(DefaultFields.HOST, List.of(head.value()));
            }
            if (!head.value().isEmpty()) {
                add(fields, head.key(), head.value());
            }
        }
        if (!fields.has(TYPE)) {
            throw new MalformedRecordException("expected an audit record with type=, but found none");
        }
        int body = text.startsWith(":", end + 1) ? end + 2 : end + 1;
        add(fields, ID, text.substring(id, body));
        scan(text, body, (key, value, quoted) -> {
            if (quoted || !value.isEmpty()) {
                add(fields, key, value);
            }
        });
        return new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, SOURCE, time));
    }

    private static void add(FieldTable fields, String name, String value) throws MalformedRecordException {
        if (!fields.has(name)) {
            fields.add(name, value);
        }
    }

    /** A taker of pairs. */
    interface Pairs {
        void take(String key, String value, boolean quoted) throws MalformedRecordException;
    }

    /** Gives all pairs behind an index, in order, also nested ones; not the text that they are nested in. */
    static void scan(String text, int from, Pairs pairs) throws MalformedRecordException {
        scan(text, from, text.length(), true, pairs);
    }

    private static void scan(String text, int from, int to, boolean outer, Pairs pairs)
            throws MalformedRecordException {
        PairScanner scanner = new PairScanner(text, from, to, false);
        // Up to here there is no closing brace.
        int searched = from;
        while (scanner.next()) {
            char opening = scanner.valueAt() < to ? text.charAt(scanner.valueAt()) : 0;
            if (outer && opening == '\'' && scanner.key().equals(ID)) {
                int begin = scanner.valueAt() + 1;
                int end = endOfNested(text, begin, to);
                scan(text, begin, end, false, pairs);
                scanner.continueAt(Math.min(to, end + 1));
                continue;
            }
            int limit = Math.min(to, scanner.valueAt() + MAX_HEAD);
            if (opening == '{') {
                searched = brace(text, Math.max(searched, scanner.valueAt()), limit);
            }
            if (opening == '{' && searched < limit) {
                // SADDR={ fam=inet laddr=10.0.0.1 lport=53 }
                pairs.take(scanner.key(), text.substring(scanner.valueAt(), searched + 1), false);
                scanner.continueAt(scanner.valueAt() + 1);
                continue;
            }
            if (OF_WORDS.contains(scanner.key())) {
                scanner.takeWords();
            }
            pairs.take(scanner.key(), scanner.value(), scanner.quoted());
        }
    }

    /**
     * Index of the quote that ends what is nested: the first one outside double quotes with the end, a blank, a separator or
     * a name in capitals behind it; the end if there is none.
     */
    private static int endOfNested(String text, int from, int to) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\'' && !quoted && (i + 1 == to || isBehindNested(text.charAt(i + 1)))) {
                return i;
            }
        }
        return to;
    }

    private static boolean isBehindNested(char c) {
        return c == ' ' || c == PairScanner.GROUP_SEPARATOR || c >= 'A' && c <= 'Z';
    }

    /** Index of the first closing brace; {@code to}, or {@code from} if that is behind it, if there is none. */
    private static int brace(String text, int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) != '}') {
            i++;
        }
        return i;
    }

    // 1723035666.627:3663
    private static @Nullable LineTime time(String text, int from, int to) {
        int point = text.indexOf('.', from);
        int colon = text.indexOf(':', from);
        if (point < 0 || colon < point || colon >= to || point - from > MAX_SECONDS || colon - point > 10) {
            return null;
        }
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            int digit = point + 1 + i < colon ? text.charAt(point + 1 + i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return null;
            }
            nanos = 10 * nanos + digit;
        }
        long seconds = 0;
        for (int i = from; i < point; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            seconds = 10 * seconds + digit;
        }
        return new LineTime(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC), true, ZoneOffset.UTC);
    }
}
