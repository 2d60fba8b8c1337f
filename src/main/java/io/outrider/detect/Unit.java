package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A source unit's clock: how far its event time has come, and whether anything is still to be expected of it. */
final class Unit {

    private Instant watermark = Instant.MIN;
    private Instant lastSeen;
    private boolean ended;
    private final BooleanSupplier behind;

    /** @param behind whether more is known to be there than was read: then it is not idle, however long it gives nothing */
    Unit(Instant now, BooleanSupplier behind) {
        this.lastSeen = now;
        this.behind = behind;
    }

    /** Whether no event before the moment is expected any more of this unit. */
    boolean hasPassed(Instant moment, Instant now, Duration idleTimeout) {
        return ended || !watermark.isBefore(moment) || isIdle(now, idleTimeout);
    }

    /** Whether nothing came for so long, and no more is known to be there. */
    boolean isIdle(Instant now, Duration idleTimeout) {
        return !Moments.plus(lastSeen, idleTimeout).isAfter(now) && !behind.getAsBoolean();
    }

    void advance(Instant newest, UndoLog undo) {
        if (newest.isAfter(watermark)) {
            Instant before = watermark;
            undo.add(() -> watermark = before);
            watermark = newest;
        }
    }

    /** The greatest event time that counts; {@code null} if there was none. */
    @Nullable
    Instant watermark() {
        return watermark.equals(Instant.MIN) ? null : watermark;
    }

    /** Goes on where an earlier process ended. */
    void resume(@Nullable Instant watermarkBefore) {
        watermark = watermarkBefore == null ? Instant.MIN : watermarkBefore;
    }

    void seen(Instant now) {
        lastSeen = now;
    }

    /** Ends it for good, outside of a batch: what comes of it from here on is another unit's. */
    void leave() {
        ended = true;
    }

    void end(UndoLog undo) {
        undo.add(() -> ended = false);
        ended = true;
    }
}
