package io.outrider.store;

import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowPut;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store of the state that several instances use at the same time; {@code docs/design/instances.md} tells how. Each has one object of
 * it, used by one thread at a time.
 *
 * <p>What is read, locked, claimed and written up to {@link #write} or {@link #release} is one transaction. A window that was locked in
 * it is closed by it; to all others {@link #write} only adds. {@link #write} throws {@link StateConflictException}, and has written
 * nothing, if a unit is not where this instance read or left it, or if a window that is added to is forgotten.
 */
public interface SharedStateStore extends StateStore {

    /** Alerts of a slot have numbers from the slot's times this on: more than a process says. */
    long NUMBERS_OF_SLOT = 1L << 40;

    /** A transaction of some milliseconds, in which their parts are deleted. */
    int FORGOTTEN_AT_ONCE = 500;

    /** The name of this instance. */
    String instance();

    /** Takes back what was not written, and gives up all locks. */
    void release();

    /** Where a unit is; {@code null} if nothing is known of it. From here on this instance takes it to be there. */
    @Nullable
    UnitPut unit(String unit);

    /** The windows that are to be closed, or closed again, some time. */
    void open(Consumer<WindowPut> use);

    /** The units that have not ended, and what those that read them say. */
    void heard(Consumer<Heard> use);

    /**
     * What is known of a unit.
     *
     * @param watermark greatest event time that counts; {@code null} if there was none
     * @param idle whether the instance that reads it found that no more is there
     * @param beat how often it said so
     */
    record Heard(String unit, @Nullable Instant watermark, boolean idle, long beat) {}

    /**
     * Locks a window, to close it.
     *
     * @return the window as it is now; {@code null} if another instance has locked it or adds to it, or if there is nothing to close any more
     */
    @Nullable
    WindowPut lock(WindowId window);

    /**
     * The parts of a window.
     *
     * @param plan whose parts are wanted
     * @return whether there are parts of other plans
     */
    boolean parts(WindowId window, String plan, Consumer<PartAdded> use);

    /** A window that is locked is due again behind its close. To be said before {@link #write}, in its transaction. */
    void leaveDue(WindowId window);

    /** What was last said of rows of all windows that overlap a stretch of event time. @param start in seconds, as {@code end} */
    void overlapping(long start, long end, Consumer<EmissionPut> use);

    /**
     * Says of rows, for the first time, what another instance may say too.
     *
     * @param windows those of the rows, and others that the transaction adds to
     * @return ids of alerts that another instance said before
     */
    Set<String> claim(List<WindowPut> windows, List<EmissionPut> first);

    /** What holds back alerts, of those of them that are held back. */
    void fates(Collection<SaidAlert> alerts, Consumer<FatePut> use);

    /** An alert of which something was said before. */
    record SaidAlert(WindowId window, String alertId) {}

    /**
     * When alerts went out that are like some. Up to the end of the transaction no other instance is told so of alerts like them, so
     * that what this one decides of them is known to all. To be asked at most once in a transaction, behind {@link #claim}, with all
     * windows that it adds to.
     */
    void passes(Collection<Alike> alike, Consumer<PassAdded> use);

    /**
     * Alerts that a suppression takes for the same.
     *
     * @param key tells them from others
     * @param at time of one that may go out
     * @param period before it and behind it, in which others matter
     */
    record Alike(String suppression, String key, Instant at, Duration period) {}

    /**
     * Lets go of what suppresses nothing any more, and of the oldest of what is too much. A transaction of its own.
     *
     * @param notedBefore moment before which what was noted suppresses nothing
     * @param mostPasses that are kept
     * @param mostListed that go on being listed as held back; up to 1 % more may be
     */
    void tidy(Instant notedBefore, int mostPasses, int mostListed);

    /** Says of the units that this instance reads whether they are idle. A transaction of its own. */
    void beat(Map<String, Boolean> idle);

    /** Drops what feeds stretches of event time that wait for nothing any more, unless a window of theirs is open. A transaction of its own. */
    void drop(Collection<StateChange.FeedsDropped> feeds);

    /**
     * Forgets windows that were closed at this moment or before, and open ones that ended by then, in event time, and that nobody closes. Some
     * at once; those that are locked are left. A transaction of its own.
     *
     * @param unknown whether a detection is one that nobody closes windows of
     * @param most of either kind
     * @return how many
     */
    int forget(ClosedAt moment, Predicate<String> unknown, int most);

    /** As above, as many as take some milliseconds. */
    default int forget(ClosedAt moment, Predicate<String> unknown) {
        return forget(moment, unknown, FORGOTTEN_AT_ONCE);
    }

    /**
     * Does not remember any more that there were windows that are forgotten, of those that were closed before this moment. Some at
     * once. A transaction of its own.
     */
    void dropForgotten(ClosedAt moment);

    /** A slot of numbers for alerts of this instance. A transaction of its own. */
    long newSlot();

    /** The slots that there are. */
    void slots(Consumer<Slot> use);

    /** @param owner name of the instance @param beat how often it said that it is there */
    record Slot(long number, String owner, long beat) {}

    /**
     * Makes a slot this instance's. A transaction of its own.
     *
     * @return false if its owner, or another heir, was faster
     */
    boolean adopt(Slot slot);

    /**
     * Says that the owner of slots is there, and drops those in which nothing is queued. A transaction of its own.
     *
     * @param own one that is not dropped
     * @return those that are this instance's no more
     */
    List<Long> beatSlots(Collection<Long> slots, long own);
}
