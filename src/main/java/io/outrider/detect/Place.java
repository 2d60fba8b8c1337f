package io.outrider.detect;

import io.outrider.cim.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands among the others, for aggregations that hang on it. Events are ordered by {@code _time} descending,
 * ties by a hash of the raw text, the
 * greater first (decision 7); rows of a table by their position.
 */
final class Place implements Comparable<Place> {

    private final @Nullable Instant time;
    private final @Nullable String raw;
    private long tie;
    private boolean hashed;

    private Place(@Nullable Instant time, @Nullable String raw, long tie) {
        this.time = time;
        this.raw = raw;
        this.tie = tie;
        hashed = raw == null;
    }

    static Place of(Event event) {
        return new Place(event.time(), event.raw(), 0);
    }

    /**
     * @param time the row's {@code _time}; {@code null} if it has none
     * @param position in its table
     */
    static Place of(@Nullable Instant time, long position) {
        return new Place(time, null, -position);
    }

    /** The row's {@code _time}; {@code null} if it has none: then it has no part in {@code earliest} and {@code latest}. */
    @Nullable
    Instant time() {
        return time;
    }

    /** Breaks ties of {@link #time}: the greater comes first. */
    long tie() {
        // Only where it is asked for: a hash of some kilobytes for each match would cost more than the rest.
        if (!hashed) {
            tie = RawHash.of(raw);
            hashed = true;
        }
        return tie;
    }

    /** In the order of the rows: the first row is the least. Only for places of one table, or of events. */
    @Override
    public int compareTo(Place other) {
        if (raw != null && other.raw != null && time != null && other.time != null) {
            int later = other.time.compareTo(time);
            if (later != 0) {
                return later;
            }
        }
        return Long.compare(other.tie(), tie());
    }
}
