package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A compiled operation on one row. */
@FunctionalInterface
interface RowStage {

    /** Hands on what becomes of the row: no row if it is filtered out, one, or several. */
    void apply(ResultRow row, Consumer<ResultRow> next);

    /** The same as a list. */
    default List<ResultRow> apply(ResultRow row) {
        List<ResultRow> rows = new ArrayList<>(1);
        apply(row, rows::add);
        return rows;
    }
}
