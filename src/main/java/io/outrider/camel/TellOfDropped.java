package io.outrider.camel;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log how many dead letters of deliveries went because there were too many. Safe for use by several threads. */
public final class TellOfDropped implements LongConsumer {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.dead-letters");

    private final Clock clock;
    // Both guarded by this. Of a dead sink they go all the time.
    private long gone;
    private final LogPace pace = new LogPace();

    public TellOfDropped(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void accept(long more) {
        gone += more;
        Instant now = clock.instant();
        if (pace.isDue(now)) {
            LOG.warn(
                    "{} dead letters of deliveries are deleted, those that were given up first, because there are too many"
                            + " (outrider.dead-letters.max-count)",
                    gone);
            gone = 0;
            pace.told(now);
        }
    }
}
