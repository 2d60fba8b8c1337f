package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of a group: its key and its aggregations. */
final class GroupState extends RowState {

    private final RowKey key;
    private final Grouping.By grouping;
    private final Aggregations aggregations;
    private final Accumulator[] accumulators;
    private boolean cut;

    GroupState(RowKey key, Grouping.By grouping, Aggregations aggregations) {
        this.key = key;
        this.grouping = grouping;
        this.aggregations = aggregations;
        this.accumulators = aggregations.accumulators();
    }

    @Override
    void add(Fields row, Place place, Provenance from) {
        aggregations.add(accumulators, row, from.closes(), place);
        cut |= from.truncated();
        super.add(row, place, from);
    }

    @Override
    void merge(RowState other, UndoLog undo) {
        super.merge(other, undo);
        GroupState more = (GroupState) other;
        boolean cutBefore = cut;
        undo.add(() -> cut = cutBefore);
        cut |= more.cut;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].merge(more.accumulators[i], undo);
        }
    }

    /** The row as the grouping gives it: its key columns, then the aggregations that have a value. */
    @Override
    ResultRow result(Instant closes) {
        Map<String, Value> columns = new LinkedHashMap<>();
        Map<String, String> by = new LinkedHashMap<>();
        for (int i = 0; i < grouping.keys().size(); i++) {
            by.put(grouping.keys().get(i).column(), key.value(i));
        }
        by.forEach((column, text) -> columns.put(column, Value.of(text)));
        putAggregations(columns);
        return ResultRow.owning(columns, new Provenance(first(), last(), count(), truncated(), by, closes));
    }

    void putAggregations(Map<String, Value> columns) {
        aggregations.results(accumulators, columns);
    }

    @Override
    RowKey key() {
        return key;
    }

    @Override
    boolean truncated() {
        boolean truncated = cut;
        for (Accumulator accumulator : accumulators) {
            truncated |= accumulator.truncated();
        }
        return truncated;
    }

    @Override
    int weight() {
        return 1;
    }
}
