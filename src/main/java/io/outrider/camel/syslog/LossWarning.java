package io.outrider.camel.syslog;

import io.outrider.camel.LogPace;
import io.outrider.camel.StreamCounters;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator in the log that a source loses messages: at the first, then at most once a minute, so that who sends much
 * does not fill the log as well. For one thread.
 */
final class LossWarning {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    private final String source;
    private final StreamCounters counters;
    private final Clock clock;
    private final LogPace ofLosses = new LogPace();
    private final LogPace ofHeld = new LogPace();
    private long told;
    private boolean waiting;

    LossWarning(String source, StreamCounters counters, Clock clock) {
        this.source = source;
        this.counters = counters;
        this.clock = clock;
    }

    void tellIfDue() {
        Instant now = clock.instant();
        if (!ofLosses.isDue(now)) {
            return;
        }
        StreamCounters.Counts counts = counters.counts();
        if (counts.losses() != told) {
            told = counts.losses();
            ofLosses.told(now);
            LOG.warn(
                    "{}: {}{}", source, counts.line(), counts.problem().isEmpty() ? "" : "; last: " + counts.problem());
        }
    }

    /** A batch could neither be worked on nor be set aside, and is kept to be tried again. */
    void held(String why) {
        Instant now = clock.instant();
        if (ofHeld.isDue(now)) {
            ofHeld.told(now);
            LOG.warn("{}: a batch is held and tried again: {}", source, why);
        }
    }

    /**
     * Messages cannot be written down, so that no more are read.
     *
     * @return whether that is new
     */
    boolean sendersWait(String why) {
        Instant now = clock.instant();
        if (ofHeld.isDue(now)) {
            ofHeld.told(now);
            LOG.warn("{}: connections are not read, so that senders wait: {}", source, why);
        }
        boolean isNew = !waiting;
        waiting = true;
        return isNew;
    }

    /** Messages can be written down. */
    void sendersGoOn() {
        if (waiting) {
            waiting = false;
            LOG.info("{}: connections are read again", source);
        }
    }
}
