package io.outrider.normalize;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an event's {@code _time} among the times that it states.
 *
 * <p>Where the mapping of its source says where the time lies, that counts. Otherwise in this order, the first that can be read:
 *
 * <ol>
 *   <li>of a record that is text, what its parser takes for its time, else the time of the syslog header around it; its
 *       fields may have any names, and are not asked;
 *   <li>the date line of a text event, in the source's zone: what else it states may come from what the message quotes;
 *   <li>the moment of creation with its zone: {@code SystemTime}, {@code TimeCreated};
 *   <li>{@code @timestamp} with its zone;
 *   <li>the moment of creation without a zone, {@code EventTime} with or without, and {@code @timestamp} without: in the
 *       source's zone;
 *   <li>times that other sources give, if they have a zone;
 *   <li>Sysmon's {@code UtcTime}, in UTC. It comes last since it lies hours away from {@code @timestamp} in many
 *       collections of events;
 *   <li>the time of a syslog header around the record: when it was sent.
 * </ol>
 *
 * <p>A time that no log can hold, before {@link #EARLIEST} or after {@link #LATEST}, counts as one that cannot be read.
 */
final class EventTime {

    private static final List<String> DATE_LINE = List.of(WinEventLogText.DATE_LINE_FIELD);
    private static final List<String> CREATED = List.of("SystemTime", "TimeCreated");
    private static final List<String> SHIPPED = List.of("@timestamp");
    private static final List<String> LOCAL = List.of("SystemTime", "TimeCreated", "EventTime", "@timestamp");
    private static final List<String> OTHER = List.of("TimeGenerated", "_time", "timestamp", "time", "ts", "date");

    /** The times that come first in all JSON, in their order: all have a zone, or count later. */
    static final List<String> ZONED = List.of("SystemTime", "TimeCreated", "@timestamp");

    /** The time that comes next, where none of {@link #ZONED} is there. */
    static final String PLAIN_LOCAL = "EventTime";

    /** The times that come behind {@link #PLAIN_LOCAL}, in their order: all have a zone there, or count later. */
    static final List<String> ZONED_LATER = OTHER;

    private static final List<String> UTC = List.of("UtcTime");

    // Where Windows' FILETIME begins ([MS-DTYP], section 2.3.3).
    private static final Instant EARLIEST = Instant.parse("1601-01-01T00:00:00Z");
    // The last moment that a date with four digits for the year can name.
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param zone of times that do not say theirs
     * @param clock gives the time of receipt, for times that do not say their year, of what is worked on as it comes
     */
    EventTime(ZoneId zone, Clock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * The event's time, or {@code null} if it states none that can be read.
     *
     * @param received when the record came; {@code null} if that is now
     */
    @Nullable
    Instant of(RecordParser.Parsed record, @Nullable Instant received) {
        Recognised recognised = record.recognised();
        Instant stated = recognised == null ? null : stated(recognised, record.fields()::first);
        if (stated != null) {
            return stated;
        }
        RecordParser.TextFacts text = record.text();
        Instant time = text == null ? of(record.shape(), record.fields()::first) : of(text.time(), received);
        return time == null ? of(record.received(), received) : time;
    }

    private @Nullable Instant of(@Nullable LineTime time, @Nullable Instant received) {
        return time == null ? null : possible(time.instant(zone, received == null ? clock.instant() : received));
    }

    /**
     * The time of an event of a shape, as its source states it if it says how.
     *
     * @param fields gives the first text of an original field, or {@code null}
     */
    @Nullable
    Instant of(String shape, @Nullable Recognised recognised, UnaryOperator<@Nullable String> fields) {
        Instant stated = recognised == null ? null : stated(recognised, fields);
        return stated == null ? of(shape, fields) : stated;
    }

    private @Nullable Instant stated(Recognised recognised, UnaryOperator<@Nullable String> fields) {
        for (StatedTime stated : recognised.source().times()) {
            Instant time = stated.read(fields, zone);
            if (time != null && possible(time) != null) {
                return time;
            }
        }
        return null;
    }

    /**
     * The time of an event of a shape.
     *
     * @param fields gives the first text of an original field, or {@code null}
     */
    @Nullable
    Instant of(String shape, UnaryOperator<@Nullable String> fields) {
        Instant time = shape.equals(WinEventLogText.SHAPE) ? any(fields, DATE_LINE) : null;
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

    /** The zone of times that do not say theirs. */
    ZoneId zone() {
        return zone;
    }

    private static @Nullable Instant zoned(UnaryOperator<@Nullable String> fields, List<String> names) {
        return first(fields, names, time -> time.isZoned() ? time.instant(ZoneOffset.UTC) : null);
    }

    private @Nullable Instant any(UnaryOperator<@Nullable String> fields, List<String> names) {
        return first(fields, names, time -> time.instant(zone));
    }

    private static @Nullable Instant utc(UnaryOperator<@Nullable String> fields) {
        return first(fields, UTC, time -> time.instant(ZoneOffset.UTC));
    }

    private static @Nullable Instant first(
            UnaryOperator<@Nullable String> fields,
            List<String> names,
            Function<Timestamp, @Nullable Instant> reading) {
        for (String name : names) {
            String text = fields.apply(name);
            Timestamp time = text == null ? null : Timestamp.parse(text);
            Instant instant = time == null ? null : reading.apply(time);
            if (instant != null && possible(instant) != null) {
                return instant;
            }
        }
        return null;
    }

    private static @Nullable Instant possible(Instant time) {
        return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    }
}
