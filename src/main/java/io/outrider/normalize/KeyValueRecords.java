package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that are {@code key=value} pairs from the first word on, as firewalls and web servers write them, under their own
 * names. A name that comes again makes the field multivalue.
 *
 * <p>Its time is {@code date} and {@code time} with {@code tz} (FortiGate), {@code time_local} (nginx), or the first of the
 * other usual names that is a time.
 */
final class KeyValueRecords implements RecordParser {

    static final String SHAPE = "keyvalue";
    static final String SOURCETYPE = "syslog";

    /** One pair alone may be the beginning of any sentence. */
    private static final int MIN_PAIRS = 2;

    private static final List<String> TIMES =
            List.of("_time", "@timestamp", "timestamp", "time", "ts", "time_local", "start_time", "event_time");

    @Override
    public boolean accepts(String text) {
        PairScanner pairs = new PairScanner(text);
        if (!pairs.next() || pairs.keyAt() != 0) {
            return false;
        }
        int count = 1;
        while (count < MIN_PAIRS && pairs.next()) {
            count++;
        }
        // Words between the first pairs show a sentence that begins like a pair.
        return count == MIN_PAIRS && pairs.strayWords() == 0;
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        PairScanner pairs = new PairScanner(text);
        while (pairs.next()) {
            if (!pairs.value().isEmpty()) {
                fields.add(pairs.key(), pairs.value());
            }
        }
        return new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, null, time(fields)));
    }

    private static @Nullable LineTime time(FieldTable fields) {
        String date = fields.first("date");
        String timeOfDay = fields.first("time");
        if (date != null && timeOfDay != null) {
            String zone = fields.first("tz");
            LineTime zoned = LineTime.read(date + ' ' + timeOfDay + (zone == null ? "" : zone));
            LineTime time = zoned == null ? LineTime.read(date + ' ' + timeOfDay) : zoned;
            if (time != null) {
                return time;
            }
        }
        for (String name : TIMES) {
            LineTime time = LineTime.read(fields.first(name));
            if (time != null) {
                return time;
            }
        }
        return null;
    }
}
