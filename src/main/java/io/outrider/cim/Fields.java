package io.outrider.cim;

import org.jspecify.annotations.Nullable;

/** Named values: an event seen through a data model, or a row of a result table. */
@FunctionalInterface
public interface Fields {

    /** The value of the field, or {@code null} if it is absent. Names are case-sensitive. */
    @Nullable
    Value get(String field);
}
