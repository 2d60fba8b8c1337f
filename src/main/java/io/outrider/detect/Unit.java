package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;

/** A source unit's clock: how far its event time has come, and whether anything is still to be expected of it. */
final class Unit {

    private Instant watermark = Instant.MIN;
    private Instant lastSeen;
    private boolean ended;

    Unit(Instant now) {
        lastSeen = now;
    }

    /** Whether no event before the moment is expected any more of this unit. */
    boolean hasPassed(Instant moment, Instant now, Duration idleTimeout) {
        return ended
                || !watermark.isBefore(moment)
                || !Moments.plus(lastSeen, idleTimeout).isAfter(now);
    }

    void advance(Instant newest, UndoLog undo) {
        if (newest.isAfter(watermark)) {
            Instant before = watermark;
            undo.add(() -> watermark = before);
            watermark = newest;
        }
    }

    void seen(Instant now) {
        lastSeen = now;
    }

    void end(UndoLog undo) {
        undo.add(() -> ended = false);
        ended = true;
    }
}
