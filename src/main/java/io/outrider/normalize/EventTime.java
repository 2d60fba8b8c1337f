package io.outrider.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
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
 *
 * <p>A time that no log can hold, before {@link #EARLIEST} or after {@link #LATEST}, counts as one that cannot be read.
 */
final class EventTime {

    private static final List<String> DATE_LINE = List.of(WinEventLogText.DATE_LINE_FIELD);
    private static final List<String> CREATED = List.of("SystemTime", "TimeCreated");
    private static final List<String> SHIPPED = List.of("@timestamp");
    private static final List<String> LOCAL = List.of("SystemTime", "TimeCreated", "EventTime", "@timestamp");
    private static final List<String> OTHER = List.of("TimeGenerated", "_time", "timestamp", "time", "ts");

    private static final List<String> UTC = List.of("UtcTime");

    // Where Windows' FILETIME begins ([MS-DTYP], section 2.3.3).
    private static final Instant EARLIEST = Instant.parse("1601-01-01T00:00:00Z");
    // The last moment that a date with four digits for the year can name.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

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
        return first(fields, names, time -> time.isZoned() ? time.instant(ZoneOffset.UTC) : null);
    }

    private @Nullable Instant any(FieldTable fields, List<String> names) {
        return first(fields, names, time -> time.instant(zone));
    }

    private static @Nullable Instant utc(FieldTable fields) {
        return first(fields, UTC, time -> time.instant(ZoneOffset.UTC));
    }

    private static @Nullable Instant first(
            FieldTable fields, List<String> names, Function<Timestamp, @Nullable Instant> reading) {
        for (String name : names) {
            String text = fields.first(name);
            Timestamp time = text == null ? null : Timestamp.parse(text);
            Instant instant = time == null ? null : reading.apply(time);
            if (instant != null && !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        }
        return null;
    }
}
