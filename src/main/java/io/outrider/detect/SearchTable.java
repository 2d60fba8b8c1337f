package io.outrider.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one search over one window. Changed under the grouping's lock. */
final class SearchTable {

    private final Gathering gathering;
    private final Map<RowIdentity, RowState> rows = new HashMap<>();
    private long weight;

    SearchTable(Gathering gathering) {
        this.gathering = gathering;
    }

    /**
     * Merges a batch's rows; the states of the delta are the table's afterwards.
     *
     * @param touched receives the rows that were merged into
     * @return the number of events that are in no row because there is no room for one
     */
    long merge(Map<RowIdentity, RowState> delta, RowBudget budget, UndoLog undo, List<RowState> touched) {
        long refused = 0;
        for (RowState more : delta.values()) {
            RowState row = rows.get(more.key());
            if (row != null) {
                row.merge(more, undo);
                touched.add(row);
            } else if (budget.take(more, undo)) {
                put(more, undo);
                touched.add(more);
            } else {
                refused += more.count();
            }
        }
        return refused;
    }

    private void put(RowState row, UndoLog undo) {
        int rowWeight = row.weight();
        rows.put(row.key(), row);
        weight += rowWeight;
        undo.add(() -> {
            rows.remove(row.key());
            weight -= rowWeight;
        });
    }

    /** All rows, in order. */
    List<RowState> sorted() {
        List<RowState> sorted = new ArrayList<>(rows.values());
        gathering.sort(sorted);
        return sorted;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** How much of the bound on rows it takes. */
    long weight() {
        return weight;
    }
}
