package io.outrider.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A silence as it is kept. Times are the clock's.
 *
 * @param matchers what it holds back, a line each, as {@code policy.Matchers} reads them
 * @param until first moment behind it
 * @param who made it
 * @param why it was made
 * @param ended when somebody ended it before its time; {@code null} if nobody did
 */
public record SilenceEntry(
        String id,
        String matchers,
        Instant from,
        Instant until,
        String who,
        String why,
        @Nullable Instant ended) {

    /** Whether it still holds something back, or will. */
    public boolean isCurrent(Instant now) {
        return ended == null && now.isBefore(until);
    }
}
