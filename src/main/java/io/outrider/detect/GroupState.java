package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The state of a group: its key and its aggregations. */
final class GroupState extends RowState {

    /** A value with its place in a tree takes some 100 bytes: so many are a kilobyte, which is what a row takes. */
    private static final int VALUES_OF_A_ROW = 10;

    private final RowKey key;
    private final GroupHeader header;
    private final Aggregations aggregations;
    private final Accumulator[] accumulators;
    private boolean cut;

    GroupState(RowKey key, GroupHeader header, Aggregations aggregations) {
        this.key = key;
        this.header = header;
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

    @Override
    void write(StateWriter out) {
        super.write(out);
        out.flag(cut);
        for (Accumulator accumulator : accumulators) {
            accumulator.write(out);
        }
    }

    @Override
    void read(StateReader in) {
        super.read(in);
        cut = in.flag();
        for (Accumulator accumulator : accumulators) {
            accumulator.read(in);
        }
    }

    /** The row as the grouping gives it: its key columns, then the aggregations that have a value. */
    @Override
    ResultRow result(Instant closes) {
        Header columns = header.header();
        @Nullable Value[] values = header.values(key);
        forEachAggregation((column, value) -> values[columns.place(column)] = value);
        return ResultRow.owning(
                columns, values, new Provenance(first(), last(), count(), truncated(), header.by(key), closes));
    }

    void forEachAggregation(BiConsumer<String, Value> columns) {
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
        int held = 0;
        for (Accumulator accumulator : accumulators) {
            held += accumulator.held();
        }
        return 1 + held / VALUES_OF_A_ROW;
    }
}
