package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IBM QRadar's Log Event Extended Format, versions 1.0 and 2.0: {@code LEEF:2.0|vendor|product|version|event|^|key=value^…}.
 * The header's fields are {@code leef_vendor} and its like, those behind it have their own names; they are parted by tabs
 * or, in 2.0, by the character that the header names, perhaps as {@code x5E}. The event's time is {@code devTime}.
 */
final class LeefRecords implements RecordParser {

    static final String SHAPE = "leef";
    static final String SOURCETYPE = "syslog";

    private static final String PREFIX = "LEEF:";

    private static final List<String> HEADER =
            List.of("leef_version", "leef_vendor", "leef_product", "leef_product_version", "leef_event_id");

    @Override
    public boolean accepts(String text) {
        return text.startsWith(PREFIX);
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        int at = PREFIX.length();
        for (int i = 0; i < HEADER.size(); i++) {
            int end = text.indexOf('|', at);
            if (end < 0) {
                throw new MalformedRecordException(
                        "expected a LEEF header of " + HEADER.size() + " fields with a | behind each, but found " + i);
            }
            fields.add(HEADER.get(i), text.substring(at, end).strip());
            at = end + 1;
        }
        char delimiter = '\t';
        int named = text.startsWith("2", PREFIX.length()) ? text.indexOf('|', at) : -1;
        // x005E is the longest.
        if (named >= at && named - at <= 6) {
            delimiter = delimiter(text.substring(at, named));
            at = named + 1;
        }
        while (at < text.length()) {
            int end = text.indexOf(delimiter, at);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(at, end);
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1).strip();
            if (equals > 0 && !value.isEmpty()) {
                fields.add(pair.substring(0, equals).strip(), value);
            }
            at = end + 1;
        }
        return new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, null, time(fields)));
    }

    private static char delimiter(String text) {
        if (text.length() == 1) {
            return text.charAt(0);
        }
        int digits = text.startsWith("0x") ? 2 : text.startsWith("x") ? 1 : 0;
        try {
            return digits == 0 ? '\t' : (char) Integer.parseInt(text, digits, text.length(), 16);
        } catch (NumberFormatException e) {
            return '\t';
        }
    }

    private static @Nullable LineTime time(FieldTable fields) {
        return LineTime.read(fields.first("devTime"));
    }
}
