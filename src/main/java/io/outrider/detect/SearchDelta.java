package io.outrider.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one batch adds to the table of one search.
 *
 * @param states rows over the batch's matches alone, to be merged into the table's
 * @param pending matches that are not grouped yet
 */
record SearchDelta(Map<RowIdentity, RowState> states, List<PendingMatch> pending) {

    SearchDelta() {
        this(new LinkedHashMap<>(), new ArrayList<>(0));
    }

    boolean isEmpty() {
        return states.isEmpty() && pending.isEmpty();
    }

    /** All rows over the batch's matches, of which none is pending afterwards. */
    Map<RowIdentity, RowState> grouped(CompiledSearch search, Instant closes) {
        search.add(states, pending, null, closes);
        pending.clear();
        return states;
    }
}
