package io.outrider.detect;

import org.jspecify.annotations.Nullable;

/** A compiled operation on one row. */
@FunctionalInterface
interface RowStage {

    /** The row as it goes on, or {@code null} if it is filtered out. */
    @Nullable
    ResultRow apply(ResultRow row);
}
