package io.outrider.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that is never set back: where another one is, it goes on from where it was. What waits for a moment waits no longer for that.
 * Safe for use by several threads.
 */
final class ForwardClock extends Clock {

    private final Clock clock;
    private Duration ahead = Duration.ZERO;
    private Instant last = Instant.MIN;

    ForwardClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(ahead);
        if (now.isBefore(last)) {
            ahead = ahead.plus(Duration.between(now, last));
            return last;
        }
        last = now;
        return now;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(clock.withZone(zone));
    }
}
