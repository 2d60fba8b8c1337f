package io.outrider.camel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when the log may be told again of what comes again and again: at the first time, then at most once a minute, for a line each time
 * would hide all others. A clock that was set back silences nothing. Used under its owner's lock.
 */
public final class LogPace {

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private @Nullable Instant told;

    /** Whether a line may be written. */
    public boolean isDue(Instant now) {
        return told == null || !now.isBefore(told.plus(BETWEEN_LINES)) || now.isBefore(told);
    }

    /** A line was written. */
    public void told(Instant now) {
        told = now;
    }
}
