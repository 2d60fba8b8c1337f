package io.outrider.normalize;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records that are text: what a syslog header is around, whatever it holds, and lines of known formats with or without one.
 * {@code docs/design/text-records.md} tells which, and what their fields are called.
 */
final class TextRecords implements RecordParser {

    /** Of its records, but for what is no text behind a header. */
    static final Set<String> SHAPES = Set.of(
            AuditRecords.SHAPE,
            AuditedProcess.SHAPE,
            CefRecords.SHAPE,
            LeefRecords.SHAPE,
            SnareRecords.SHAPE,
            KeyValueRecords.SHAPE,
            AccessLogRecords.SHAPE,
            SyslogText.SHAPE);

    private static final String COOKIE = "@cee:";

    private static final String TORN =
            "expected an <Event> element, but found its beginning: the event has the fields that it has so far";

    private final List<RecordParser> structured;
    private final boolean anyText;
    private final RecordParser words = new SyslogText();
    private final JsonShape windowsData = new Nxlog();
    /** In the order in which they are tried: the last of them looks furthest into the text. */
    private final List<RecordParser> texts = List.of(
            new AuditRecords(),
            new CefRecords(),
            new LeefRecords(),
            new SnareRecords(),
            new KeyValueRecords(),
            new AccessLogRecords());

    /**
     * @param structured parsers of what may be in a message and is no text
     * @param anyText whether a line of no known format is an event too: the operator has said that it is text
     */
    TextRecords(List<RecordParser> structured, boolean anyText) {
        this.structured = List.copyOf(structured);
        this.anyText = anyText;
    }

    @Override
    public boolean accepts(String text) {
        return true;
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        SyslogHeader header = SyslogHeaderParser.parse(text);
        if (header != null) {
            return behind(header);
        }
        RecordParser parser = first(texts, text);
        if (parser != null) {
            return withHost(parser.parse(text), null);
        }
        if (anyText) {
            return words.parse(text);
        }
        throw new MalformedRecordException(
                "expected a JSON object, an <Event> element, a WinEventLog text event, a syslog"
                        + " message, or a line of CEF, LEEF, key=value pairs, auditd, Snare or an access log, but found a line of"
                        + " other text");
    }

    private Parsed behind(SyslogHeader header) throws MalformedRecordException {
        String payload = payload(header.payload());
        String whole = SyslogXml.closed(payload);
        String reason = null;
        RecordParser parser = first(structured, payload);
        try {
            if (parser != null && whole != null) {
                Parsed torn = parser.parse(whole);
                return framed(new Parsed(torn.shape(), torn.fields(), TORN), header);
            }
            if (parser != null) {
                return framed(parser.parse(payload), header);
            }
            parser = first(texts, payload);
            if (parser != null) {
                return framed(parser.parse(payload), header);
            }
        } catch (MalformedRecordException e) {
            // Cut off, mostly: it is a message all the same.
            reason = e.getMessage() + ": the event is a message in words";
        }
        Parsed parsed = words.parse(payload);
        return framed(new Parsed(parsed.shape(), parsed.fields(), reason, parsed.text(), null), header);
    }

    /** Without what is no part of it: a cookie before JSON, an XML declaration, line ends and NULs behind. */
    private static String payload(String text) {
        int from = text.startsWith(COOKIE) ? COOKIE.length() : 0;
        if (text.startsWith("<?xml")) {
            int end = text.indexOf("?>");
            from = end < 0 ? 0 : end + 2;
        }
        int to = text.length();
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        while (from < to && text.charAt(from) <= ' ' && text.charAt(from) != '\t') {
            from++;
        }
        String payload = text.substring(from, to);
        return payload.startsWith("<Event") ? SyslogXml.withSemicolons(payload) : payload;
    }

    private static @Nullable RecordParser first(List<RecordParser> parsers, String text) {
        for (RecordParser parser : parsers) {
            if (parser.accepts(text)) {
                return parser;
            }
        }
        return null;
    }

    /** The record with what its header says, as far as it does not say it itself. */
    private Parsed framed(Parsed parsed, SyslogHeader header) throws MalformedRecordException {
        FieldTable fields = parsed.fields();
        TextFacts facts = parsed.text();
        if (facts == null || parsed.shape().equals(SnareRecords.SHAPE)) {
            // JSON, XML and Windows events name their machine; where they do not, it is the header's.
            if (!fields.has(DefaultFields.HOST) && !DefaultFields.namesHost(fields::first) && header.host() != null) {
                fields.supply(DefaultFields.HOST, List.of(header.host()));
            }
        } else {
            withHost(parsed, header.host());
            header.addOrigin(fields);
            if (parsed.shape().equals(SyslogText.SHAPE) || parsed.shape().equals(KeyValueRecords.SHAPE)) {
                header.addProcess(fields);
            }
            if (!parsed.shape().equals(AuditRecords.SHAPE)) {
                header.addParams(fields);
            }
            if (windowsData.recognises(fields) && parsed.shape().equals(SyslogText.SHAPE)) {
                // nxlog's to_syslog_ietf writes a Windows event's data as structured data.
                windowsData.addNames(fields);
                return new Parsed(windowsData.name(), fields, parsed.repair(), null, header.time());
            }
        }
        return new Parsed(parsed.shape(), fields, parsed.repair(), facts, header.time());
    }

    /**
     * Gives a text its host: an audit record the one that it names itself, else the header's. What an audit record calls
     * {@code hostname} is where a user came from.
     */
    private static Parsed withHost(Parsed parsed, @Nullable String host) throws MalformedRecordException {
        boolean audit = parsed.shape().equals(AuditRecords.SHAPE);
        if (host != null && !(audit && parsed.fields().has(DefaultFields.HOST))) {
            parsed.fields().replace(DefaultFields.HOST, host);
        } else if (audit) {
            parsed.fields().supply(DefaultFields.HOST, List.of(DefaultFields.UNKNOWN));
        }
        return parsed;
    }
}
