package io.outrider.detect;

import java.util.List;
import java.util.function.Consumer;

/** The rows of a search's table. They may be walked any number of times, until what was merged for it is taken back. */
interface SortedRows {

    void forEach(Consumer<RowState> use);

    /** Whether there is none for sure. */
    boolean isEmpty();

    /** Whether they are in the order of the table; if not, they are to be sorted once it is known which are needed. */
    default boolean areInOrder() {
        return true;
    }

    /** Whether they are more than may be in memory. */
    default boolean areMany() {
        return false;
    }

    /** Rows that are in memory, in order. */
    static SortedRows of(List<RowState> rows) {
        return new SortedRows() {
            @Override
            public void forEach(Consumer<RowState> use) {
                rows.forEach(use);
            }

            @Override
            public boolean isEmpty() {
                return rows.isEmpty();
            }
        };
    }
}
