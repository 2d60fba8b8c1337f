package io.outrider.normalize;

import java.util.Set;

/** Finds fields in a text. */
sealed interface FieldFinder permits PatternFields, ColumnFields {

    /** Adds the fields that are found; what is there already stays. */
    void addTo(FieldTable fields, String text);

    /** The names of the fields that it may find. */
    Set<String> fields();
}
