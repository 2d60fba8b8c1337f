package io.outrider.detect;

import io.outrider.cim.Event;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands among the others, for aggregations that hang on it. Events are ordered by {@code _time} descending,
 * ties by a hash of the raw text, the greater first (decision 7); rows of a table by their position.
 */
final class Place implements Comparable<Place> {

    /** From the earliest to the latest, ties in the reverse of the order of the rows. Only for places that have a time. */
    static final Comparator<Place> BY_TIME = Comparator.comparing(Place::time).thenComparingLong(Place::tie);

    private final @Nullable Instant time;
    private final boolean ofEvent;
    private @Nullable Event unhashed;
    private long tie;

    private Place(@Nullable Instant time, boolean ofEvent, @Nullable Event unhashed, long tie) {
        this.time = time;
        this.ofEvent = ofEvent;
        this.unhashed = unhashed;
        this.tie = tie;
    }

    static Place of(Event event) {
        return new Place(event.time(), true, event, 0);
    }

    /**
     * @param time the row's {@code _time}; {@code null} if it has none
     * @param position in its table
     */
    static Place of(@Nullable Instant time, long position) {
        return new Place(time, false, null, -position);
    }

    /** The row's {@code _time}; {@code null} if it has none: then it has no part in {@code earliest} and {@code latest}. */
    @Nullable
    Instant time() {
        return time;
    }

    /** Breaks ties of {@link #time}: the greater comes first. */
    long tie() {
        // Only where it is asked for: the text of some kilobytes, and its hash, would cost more for each match than the
        // rest.
        if (unhashed != null) {
            tie = RawHash.of(unhashed.raw());
            unhashed = null;
        }
        return tie;
    }

    /** This place without the event, for those who keep it. */
    Place settled() {
        tie();
        return this;
    }

    /** In the order of the rows: the first row is the least. Only for places of one table, or of events. */
    @Override
    public int compareTo(Place other) {
        if (ofEvent && time != null && other.time != null) {
            int later = other.time.compareTo(time);
            if (later != 0) {
                return later;
            }
        }
        return Long.compare(other.tie(), tie());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place
                && ofEvent == place.ofEvent
                && tie() == place.tie()
                && (time == null ? place.time == null : time.equals(place.time));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(tie());
    }

    void write(StateWriter out) {
        out.flag(ofEvent);
        out.number(tie());
        out.flag(time != null);
        if (time != null) {
            out.moment(time);
        }
    }

    static Place read(StateReader in) {
        boolean ofEvent = in.flag();
        long tie = in.number();
        return new Place(in.flag() ? in.moment() : null, ofEvent, null, tie);
    }
}
