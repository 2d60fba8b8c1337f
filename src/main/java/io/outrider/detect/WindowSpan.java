package io.outrider.detect;

import java.time.Instant;
import java.util.Comparator;

/**
 * A stretch of event time that the windows of one length cut out.
 *
 * @param start first moment
 * @param end first moment behind it
 */
record WindowSpan(Instant start, Instant end) implements Comparable<WindowSpan> {

    private static final Comparator<WindowSpan> ORDER =
            Comparator.comparing(WindowSpan::start).thenComparing(WindowSpan::end);

    boolean holds(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    @Override
    public int compareTo(WindowSpan other) {
        return ORDER.compare(this, other);
    }
}
