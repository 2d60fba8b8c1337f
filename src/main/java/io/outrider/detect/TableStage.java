package io.outrider.detect;

import java.util.List;

/** A compiled operation on the rows of a table. */
@FunctionalInterface
interface TableStage {

    /** @param rows in order; not to be changed */
    List<ResultRow> apply(List<ResultRow> rows, WindowRows window);

    /** Whether it is known without the rows that it gives none. */
    default boolean isEmpty(WindowRows window) {
        return false;
    }
}
