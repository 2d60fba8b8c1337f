package io.outrider.detect;

import java.time.Instant;
import java.util.Comparator;

/** A detection's window: what the Aggregate EIP correlates by. */
public record WindowKey(String detectionId, Instant start) implements Comparable<WindowKey> {

    private static final Comparator<WindowKey> ORDER =
            Comparator.comparing(WindowKey::start).thenComparing(WindowKey::detectionId);

    /** By start, then by the detection's id. */
    @Override
    public int compareTo(WindowKey other) {
        return ORDER.compare(this, other);
    }

    /** The key as Camel's correlation key: the start, a blank, the detection's id. */
    @Override
    public String toString() {
        return start + " " + detectionId;
    }

    /** Reads what {@link #toString} writes. */
    public static WindowKey parse(String text) {
        int blank = text.indexOf(' ');
        return new WindowKey(text.substring(blank + 1), Instant.parse(text.substring(0, blank)));
    }
}
