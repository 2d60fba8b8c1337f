package io.outrider.spl;

import org.jspecify.annotations.Nullable;

/** Tells which field a name of the search means. */
@FunctionalInterface
interface FieldNames {

    /** The field, or {@code null} if there is none; then there is an error. */
    @Nullable
    String resolve(Name name);

    /** The field that terms without one are sought in, or {@code null}, with an error, if there is none. */
    default @Nullable String ofTerms(SearchExpression.Term term) {
        return "_raw";
    }
}
