package io.outrider.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is left of a table's rows behind the stages that are row by row, in the order of the table. */
final class LedRows {

    private final SortedRows table;
    private final Gathering gathering;
    private final List<ResultRow> inOrder = new ArrayList<>();
    private final Map<RowState, List<ResultRow>> unsorted = new LinkedHashMap<>();

    LedRows(SortedRows table, Gathering gathering) {
        this.table = table;
        this.gathering = gathering;
    }

    /** @param state of the table that the row comes from */
    void add(RowState state, ResultRow row) {
        if (table.areInOrder()) {
            inOrder.add(row);
        } else {
            unsorted.computeIfAbsent(state, s -> new ArrayList<>(1)).add(row);
        }
    }

    List<ResultRow> rows() {
        if (table.areInOrder()) {
            return inOrder;
        }
        List<RowState> states = new ArrayList<>(unsorted.keySet());
        gathering.sort(states);
        List<ResultRow> rows = new ArrayList<>();
        states.forEach(state -> rows.addAll(unsorted.getOrDefault(state, List.of())));
        return rows;
    }
}
