package io.outrider.detect;

import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules made of a batch: changes of windows, and how far the batch's unit has come.
 *
 * @param unit {@code null} for a tick: a batch without events that only lets time pass
 * @param endOffset position in the unit behind the batch
 * @param ended whether the unit gives no more
 * @param finish whether all windows are to be closed now
 * @param relief whether some windows are to be given up now, to make room
 * @param newest the greatest event time that may move the watermark; {@code null} if there is none
 * @param windows the windows that the batch's events lie in, matched or not; those of events that neither matched
 *     nor may move the watermark are left out
 * @param events number of events in the batch
 * @param matched number of events that matched at least one rule
 * @param matchedEvents these events with what they matched, in the order of the batch; empty where the detector does not name them
 * @param future number of events whose time lay more than an hour ahead of the clock and moved no watermark
 * @param batch the events themselves, in case that the rules are swapped before it is merged; {@code null} for one without events
 * @param rules those that made this of the events, or without events those that take over; {@code null} for other batches
 */
public record Detections(
        @Nullable SourceUnit unit,
        long endOffset,
        boolean ended,
        boolean finish,
        boolean relief,
        @Nullable Instant newest,
        Set<WindowSpan> windows,
        List<WindowDelta> deltas,
        List<RuleFailure> failures,
        int events,
        int matched,
        List<MatchedEvent> matchedEvents,
        int future,
        @Nullable EventBatch batch,
        @Nullable RulePack rules) {

    public Detections {
        windows = Set.copyOf(windows);
        deltas = List.copyOf(deltas);
        failures = List.copyOf(failures);
        matchedEvents = List.copyOf(matchedEvents);
    }

    /** Lets other rules take over (decision 21). */
    public static Detections swapping(RulePack rules) {
        return withoutEvents(false, false, rules);
    }

    /** Whether rules take over. */
    boolean isSwap() {
        return batch == null && rules != null;
    }

    /** Lets wall-clock time act on windows: idle units, updates that waited. */
    public static Detections tick() {
        return withoutEvents(false, false, null);
    }

    /** Whether it only lets time pass. */
    public boolean isTick() {
        return unit == null && rules == null && !finish && !relief;
    }

    /** Closes all windows: the input has ended, or the service stops. */
    public static Detections finishing() {
        return withoutEvents(true, false, null);
    }

    /** Gives up some of the oldest windows, whatever they wait for (decision 20): {@link StoreBound} tells when. */
    public static Detections relieving() {
        return withoutEvents(false, true, null);
    }

    private static Detections withoutEvents(boolean finish, boolean relief, @Nullable RulePack rules) {
        return new Detections(
                null, 0, false, finish, relief, null, Set.of(), List.of(), List.of(), 0, 0, List.of(), 0, null, rules);
    }
}
