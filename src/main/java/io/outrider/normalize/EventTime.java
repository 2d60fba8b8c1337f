package io.outrider.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an event's {@code _time} among the times that it states (decision 1 of {@code decisions.md}).
 *
 * <p>In this order, the first that can be read:
 *
 * <ol>
 *   <li>the date line of a text event, in the source's zone: what else it states may come from what the message quotes;
 *   <li>the moment of creation with its zone: {@code SystemTime}, {@code TimeCreated};
 *   <li>{@code @timestamp} with its zone;
 *   <li>the moment of creation without a zone, {@code EventTime} with or without, and {@code @timestamp} without: in the
 *       source's zone;
 *   <li>times that other sources give, if they have a zone;
 *   <li>Sysmon's {@code UtcTime}, in UTC. It comes last since it lies hours away from {@code @timestamp} in many
 *       collections of events.
 * </ol>
 */
final class EventTime {

    private static final List<String> DATE_LINE = List.of(WinEventLogText.DATE_LINE_FIELD);
    private static final List<String> CREATED = List.of("SystemTime", "TimeCreated");
    private static final List<String> SHIPPED = List.of("@timestamp");
    private static final List<String> LOCAL = List.of("SystemTime", "TimeCreated", "EventTime", "@timestamp");
    private static final List<String> OTHER = List.of("TimeGenerated", "_time", "timestamp", "time", "ts");

    private final ZoneId zone;

    /** @param zone of times that do not say theirs */
    EventTime(ZoneId zone) {
        this.zone = zone;
    }

    /** The event's time, or {@code null} if it states none that can be read. */
    @Nullable
    Instant of(RecordParser.Parsed record) {
        FieldTable fields = record.fields();
        Instant time = record.shape().equals(WinEventLogText.SHAPE) ? any(fields, DATE_LINE) : null;
        if (time == null) {
            time = zoned(fields, CREATED);
        }
        if (time == null) {
            time = zoned(fields, SHIPPED);
        }
        if (time == null) {
            time = any(fields, LOCAL);
        }
        if (time == null) {
            time = zoned(fields, OTHER);
        }
        return time == null ? utc(fields) : time;
    }

    private static @Nullable Instant zoned(FieldTable fields, List<String> names) {
        for (String name : names) {
            Timestamp time = timestamp(fields, name);
            if (time != null && time.isZoned()) {
                return time.instant(ZoneOffset.UTC);
            }
        }
        return null;
    }

    private @Nullable Instant any(FieldTable fields, List<String> names) {
        for (String name : names) {
            Timestamp time = timestamp(fields, name);
            if (time != null) {
                return time.instant(zone);
            }
        }
        return null;
    }

    private static @Nullable Instant utc(FieldTable fields) {
        Timestamp time = timestamp(fields, "UtcTime");
        return time == null ? null : time.instant(ZoneOffset.UTC);
    }

    private static @Nullable Timestamp timestamp(FieldTable fields, String name) {
        String text = fields.first(name);
        return text == null ? null : Timestamp.parse(text);
    }
}
