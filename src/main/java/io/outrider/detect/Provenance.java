package io.outrider.detect;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a row comes from: the events that count in it, and the window that it belongs to.
 *
 * @param first {@code _time} of the first event; {@link Instant#MAX} if none counts in it
 * @param last {@code _time} of the last; {@link Instant#MIN} if none counts in it
 * @param count number of events
 * @param truncated whether values were left out of the row because there were more than are kept
 * @param by values of the row's {@code by} columns in the last grouping, by column; {@code null} if nothing grouped it
 * @param closes first moment behind the window: what {@code now()} is for the row
 */
record Provenance(
        Instant first,
        Instant last,
        long count,
        boolean truncated,
        @Nullable Map<String, String> by,
        Instant closes) {

    Provenance {
        by = by == null || by instanceof KeyColumns ? by : Collections.unmodifiableMap(new LinkedHashMap<>(by));
    }

    /** Of a row that no event counts in, for example one of a lookup table. */
    static Provenance none(Instant closes) {
        return new Provenance(Instant.MAX, Instant.MIN, 0, false, null, closes);
    }

    /** Of an event. @param time of the event */
    static Provenance of(Instant time, Instant closes) {
        return new Provenance(time, time, 1, false, null, closes);
    }

    /** Of a row in which the events of both count; its {@code by} values are those of this one. */
    Provenance with(Provenance other) {
        return new Provenance(
                Moments.earlier(first, other.first),
                Moments.later(last, other.last),
                count + other.count,
                truncated || other.truncated,
                by,
                closes);
    }

    /** The same of a row that lacks values or rows because there were more than are kept. */
    Provenance cut() {
        return new Provenance(first, last, count, true, by, closes);
    }

    /** The same of a row that nothing groups any more. */
    Provenance ungrouped() {
        return new Provenance(first, last, count, truncated, null, closes);
    }

    /** Of a row of a new grouping. */
    Provenance by(Map<String, String> values, boolean moreTruncated) {
        return new Provenance(first, last, count, truncated || moreTruncated, values, closes);
    }
}
