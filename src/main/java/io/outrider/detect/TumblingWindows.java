package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;

/**
 * Windows that follow each other without gap or overlap, aligned to the UTC epoch plus an offset. The first and the last one
 * that {@link Instant} can hold are cut at its ends.
 *
 * @param length in whole seconds
 * @param offset in whole seconds
 */
record TumblingWindows(Duration length, Duration offset) {

    /** The window that the moment lies in. */
    WindowSpan span(Instant time) {
        Instant start = start(time);
        return new WindowSpan(start, end(start));
    }

    /** Start of the window that the moment lies in. */
    Instant start(Instant time) {
        // Whole seconds: so are the length and the offset, and fractions never decide.
        long seconds = time.getEpochSecond() - offset.toSeconds();
        long start = seconds - Math.floorMod(seconds, length.toSeconds()) + offset.toSeconds();
        return Instant.ofEpochSecond(Math.max(start, Instant.MIN.getEpochSecond()));
    }

    /** First moment behind the window that starts there. */
    Instant end(Instant start) {
        return Moments.plus(start, length);
    }
}
