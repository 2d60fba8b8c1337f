package io.outrider.detect;

import io.outrider.store.StateChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source units that are read: how far each came, in event time and in its input. Used under the grouping's lock. */
final class SourceUnits {

    private final Journal journal;
    private final Backlog backlog;
    private final Duration idleTimeout;
    private final Clock clock;
    private final UndoLog undo;
    // If other instances use the store too.
    private final @Nullable SharedWindows shared;
    private final Map<String, Unit> units = new HashMap<>();
    private final Positions positions = new Positions();

    SourceUnits(
            Journal journal,
            Backlog backlog,
            Duration idleTimeout,
            Clock clock,
            UndoLog undo,
            @Nullable SharedWindows shared) {
        this.journal = journal;
        this.backlog = backlog;
        this.idleTimeout = idleTimeout;
        this.clock = clock;
        this.undo = undo;
        this.shared = shared;
    }

    /** As a unit is called in the store. */
    String stored(String unitId) {
        return shared == null ? unitId : shared.name(unitId);
    }

    /** A unit that is read; {@code null} if there is none of that name, or it gave nothing for long. */
    @Nullable
    Unit get(String unitId) {
        return units.get(unitId);
    }

    /** The unit that gives a batch. */
    Unit seen(String unitId) {
        Unit unit = units.get(unitId);
        if (unit == null) {
            unit = fresh(unitId);
            units.put(unitId, unit);
            undo.add(() -> units.remove(unitId));
        }
        unit.seen(clock.instant());
        return unit;
    }

    private Unit fresh(String unitId) {
        return new Unit(clock.instant(), () -> backlog.has(unitId));
    }

    /** Goes on where an earlier process ended. */
    void resume(StateChange.UnitPut put) {
        positions.resume(put.unit(), put.position(), put.ended() != null);
        journal.stored(put);
        if (put.ended() == null) {
            Unit unit = fresh(put.unit());
            unit.resume(put.watermark());
            units.put(put.unit(), unit);
        }
    }

    /** The unit's input up to the batch's end is in the windows. */
    void savePosition(String unitId, Detections batch) {
        positions.save(unitId, batch.endOffset(), batch.ended(), undo);
        Unit unit = units.get(unitId);
        journal.read(
                stored(unitId),
                batch.endOffset(),
                unit == null ? null : unit.watermark(),
                batch.ended() ? clock.instant() : null);
    }

    /** Where reading goes on; 0 for a unit that is new or ended. */
    long position(String unitId) {
        if (shared != null && !positions.has(unitId)) {
            StateChange.UnitPut put = shared.read(unitId);
            positions.resume(unitId, put == null ? 0 : put.position(), put != null && put.ended() != null);
            Unit unit = units.get(unitId);
            if (unit != null && put != null) {
                unit.resume(put.watermark());
            }
            if (put != null) {
                journal.stored(put);
            }
        }
        return positions.of(unitId);
    }

    /** A unit that this instance reads from now on, and that others call by the same name; it begins where the store says. */
    void arrive(String unitId, SharedWindows others) {
        others.arrive(unitId);
        positions.forget(unitId);
        units.put(unitId, fresh(unitId));
    }

    /** A unit that is read no more: it holds up no window. */
    void leave(String unitId) {
        Unit unit = units.remove(unitId);
        if (unit != null) {
            unit.leave();
        }
    }

    /** Another instance reads a unit perhaps: where it is has to be asked again. */
    void lose(String unitId) {
        journal.lose(stored(unitId));
        positions.forget(unitId);
    }

    /** Another instance has moved a unit. @param stored as it is called in the store */
    void moved(String stored) {
        journal.lose(stored);
        positions.forgetAll(unitId -> stored(unitId).equals(stored));
    }

    /** What has a unit's name from now on is another one. */
    void forget(String unitId) {
        positions.forget(unitId);
        journal.drop(stored(unitId));
    }

    /** Lets go of those of which nothing more is to come, and of positions that are too many. Not to be taken back: called between batches. */
    void trim(Instant now) {
        for (String forgotten : positions.trim()) {
            if (isOwn(forgotten)) {
                journal.drop(stored(forgotten));
            }
        }
        units.entrySet()
                .removeIf(unit -> isOwn(unit.getKey()) && unit.getValue().hasPassed(Instant.MAX, now, idleTimeout));
    }

    /** Whether no other instance may be reading it. */
    private boolean isOwn(String unitId) {
        return shared == null || !shared.isCommon(unitId);
    }

    /** Whether each is idle, by its name in the store. */
    Map<String, Boolean> idle(Instant now) {
        Map<String, Boolean> idle = new HashMap<>();
        units.forEach((id, unit) -> idle.put(stored(id), unit.isIdle(now, idleTimeout)));
        return idle;
    }
}
