package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What times can be in one window, wherever it lies. */
final class WindowEdges {

    private static final Instant FIRST = Instant.parse("2024-02-28T00:00:00Z");
    // Where a window begins within its day decides what its times are snapped to, and so does its day in the year.
    private static final int MINUTES = 2 * 24 * 60;
    private static final int DAYS = 366;

    private WindowEdges() {}

    /**
     * Whether a time in some window may lie before what is reckoned back from another time in it.
     *
     * @param orOn whether it may also be the same
     * @param bin of the one time; {@code null} if it is the event's own
     * @param step from the other
     */
    static boolean mayPrecede(Duration window, boolean orOn, @Nullable Duration bin, RelativeTime step) {
        for (int i = 0; i < MINUTES + DAYS; i++) {
            Instant start =
                    i < MINUTES ? FIRST.plus(Duration.ofMinutes(i)) : FIRST.plus(Duration.ofDays(i - (long) MINUTES));
            Double reckoned = step.from(start.plus(window).getEpochSecond() - 1e-6);
            long earliest = earliest(start, bin);
            if (reckoned == null || earliest < reckoned || orOn && earliest == reckoned) {
                return true;
            }
        }
        return false;
    }

    private static long earliest(Instant start, @Nullable Duration bin) {
        long second = start.getEpochSecond();
        // Spans shorter than a second begin no earlier than a second before.
        long width = bin == null ? 1 : Math.max(1, bin.toSeconds() + (bin.getNano() == 0 ? 0 : 1));
        return bin != null && bin.getNano() != 0 ? second - width : Math.floorDiv(second, width) * width;
    }
}
