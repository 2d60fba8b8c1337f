package io.outrider.rule;

/** Where the rows of a search come from. */
public sealed interface Feed {

    /**
     * Events of a data model.
     *
     * @param name qualified name of the dataset, for example {@code Endpoint.Processes}
     * @param where what must hold for an event, on the dataset's fields without its name
     */
    record Dataset(String name, Predicate where) implements Feed {}

    /**
     * Events as their sources wrote them.
     *
     * @param where what must hold for an event, on its original fields; {@code _raw} is its text
     */
    record Events(Predicate where) implements Feed {}

    /** The rows of a lookup table, the same in each window. */
    record Table(LookupTable table) implements Feed {}
}
