package io.outrider.normalize;

/** Finds fields in a text. */
sealed interface FieldFinder permits PatternFields, ColumnFields {

    /** Adds the fields that are found; what is there already stays. */
    void addTo(FieldTable fields, String text);
}
