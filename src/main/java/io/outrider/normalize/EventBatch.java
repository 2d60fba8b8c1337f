package io.outrider.normalize;

import io.outrider.cim.Event;
import java.util.List;

/**
 * Consecutive events of one unit: what travels from the normaliser to the detections in one exchange.
 *
 * @param rejects what of the batch became no event
 * @param endOffset position in the unit behind the batch
 * @param ended whether the unit gives no more
 */
public record EventBatch(SourceUnit unit, List<Event> events, List<Reject> rejects, long endOffset, boolean ended) {

    public EventBatch {
        events = List.copyOf(events);
        rejects = List.copyOf(rejects);
    }

    /** The batch that says that a unit has ended. */
    public static EventBatch end(SourceUnit unit, long endOffset) {
        return new EventBatch(unit, List.of(), List.of(), endOffset, true);
    }
}
