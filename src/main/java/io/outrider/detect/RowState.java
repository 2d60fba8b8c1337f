package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mergeable state of one row of a window's table: its key, its aggregations, and the span of its events. */
final class RowState {

    private final RowKey key;
    private final Grouping grouping;
    private final Accumulator[] accumulators;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long count;

    RowState(RowKey key, Grouping grouping, int maxValues) {
        this.key = key;
        this.grouping = grouping;
        List<Aggregation> aggregations = grouping.aggregations();
        accumulators = new Accumulator[aggregations.size()];
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = Accumulator.of(aggregations.get(i), maxValues);
        }
    }

    void add(Event event, Fields fields) {
        Place place = Place.of(event);
        for (int i = 0; i < accumulators.length; i++) {
            String field = grouping.aggregations().get(i).field();
            accumulators[i].add(field == null ? null : fields.get(field), place);
        }
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
        for (int i = 0; i < accumulators.length; i++) {
            Value value = accumulators[i].result();
            if (value != null) {
                columns.put(grouping.aggregations().get(i).column(), value);
            }
        }
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
