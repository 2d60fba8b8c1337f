package io.outrider.detect;

import java.util.List;
import java.util.function.Predicate;

/** A compiled operation on the rows of a table. */
@FunctionalInterface
interface TableStage {

    /** @param rows in order; not to be changed */
    List<ResultRow> apply(List<ResultRow> rows, WindowRows window);

    /** Tells of a row whether anything may come of it, so that of very many only some need be kept. */
    default Predicate<ResultRow> needed(WindowRows window) {
        return row -> true;
    }

    /** Whether it is known without the rows that it gives none. */
    default boolean isEmpty(WindowRows window) {
        return false;
    }
}
