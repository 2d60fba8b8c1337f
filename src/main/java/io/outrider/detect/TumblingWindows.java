package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;

/** Windows that follow each other without gap or overlap, aligned to the UTC epoch plus an offset. */
record TumblingWindows(Duration length, Duration offset) {

    /** Start of the window that the moment lies in. */
    Instant start(Instant time) {
        // Whole seconds: a window is at least one second long, so that fractions never decide.
        long seconds = time.getEpochSecond() - offset.toSeconds();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, length.toSeconds()) + offset.toSeconds());
    }

    Instant end(Instant start) {
        return start.plus(length);
    }
}
