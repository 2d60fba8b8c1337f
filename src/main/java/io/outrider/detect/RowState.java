package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mergeable state of one row of a window's table: its key, its aggregations, and the span of its events. */
final class RowState {

    private final RowKey key;
    private final Grouping grouping;
    private final Aggregations aggregations;
    private final Accumulator[] accumulators;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long count;

    RowState(RowKey key, Grouping grouping, Aggregations aggregations) {
        this.key = key;
        this.grouping = grouping;
        this.aggregations = aggregations;
        this.accumulators = aggregations.accumulators();
    }

    /** @param closes first moment behind the event's window */
    void add(Event event, Fields fields, Instant closes) {
        aggregations.add(accumulators, fields, closes, Place.of(event));
        span(event.time(), event.time(), 1);
    }

    /** Takes in the state of the same row over other events, which is not used any more afterwards. */
    void merge(RowState other, UndoLog undo) {
        Instant firstBefore = first;
        Instant lastBefore = last;
        long countBefore = count;
        undo.add(() -> {
            first = firstBefore;
            last = lastBefore;
            count = countBefore;
        });
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].merge(other.accumulators[i], undo);
        }
        span(other.first, other.last, other.count);
    }

    private void span(Instant from, Instant to, long events) {
        first = Moments.earlier(first, from);
        last = Moments.later(last, to);
        count += events;
    }

    /** The row as the grouping gives it: its key columns, then the aggregations that have a value. */
    ResultRow result(Instant closes) {
        Map<String, Value> columns = new LinkedHashMap<>();
        Map<String, String> by = new LinkedHashMap<>();
        for (int i = 0; i < key.values().size(); i++) {
            by.put(grouping.keys().get(i).column(), key.values().get(i));
        }
        by.forEach((column, text) -> columns.put(column, Value.of(text)));
        aggregations.results(accumulators, columns);
        return new ResultRow(columns, new Provenance(first, last, count, truncated(), by, closes));
    }

    RowKey key() {
        return key;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    long count() {
        return count;
    }

    boolean truncated() {
        for (Accumulator accumulator : accumulators) {
            if (accumulator.truncated()) {
                return true;
            }
        }
        return false;
    }
}
