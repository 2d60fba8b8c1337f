package io.outrider.detect;

/**
 * A field of the events that are made up for one search of a rule.
 *
 * @param search the place of the search among those of the rule
 * @param kind events of one search are of several kinds where one event cannot fulfil all that is asked; 0 is the first
 * @param field its name; {@link #COUNT} for how many events of the kind there are, {@link #DISTINCT} before a name for how
 *     many different values the field has in them
 */
record Slot(int search, int kind, String field) {

    static final String COUNT = "#count";
    static final String DISTINCT = "#dc:";

    boolean isNumber() {
        return field.startsWith("#");
    }
}
