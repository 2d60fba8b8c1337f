package io.outrider.normalize;

/**
 * Fields that a source has in a text rather than under names.
 *
 * @param field that holds the text; {@code _raw} for the record
 * @param needs a literal text that must be there before the finder is asked; empty for none
 */
record Extraction(String field, String needs, FieldFinder finder) {

    static final String RAW = "_raw";

    boolean isOfRaw() {
        return field.equals(RAW);
    }

    /** Adds what is found; what is there already stays. */
    void addTo(FieldTable fields, String text) {
        finder.addTo(fields, text);
    }
}
