package io.outrider.evtx;

import java.util.List;

/** What binary XML says, ready to be written with the values of a record. */
sealed interface Node {

    /** Text of a template that is the same in all records. @param xml as it is written */
    record Text(byte[] xml) implements Node {}

    /**
     * Where a value of the record comes in.
     *
     * @param value its number
     * @param optional whether what directly encloses it is left out where the value is null
     */
    record Substitution(int value, boolean optional) implements Node {}

    /**
     * An element.
     *
     * @param open its beginning, without what closes it: the name, and attributes that are the same in all records
     * @param name as it is written
     * @param event whether it is called Event
     * @param attributes the others
     * @param content between the tags
     * @param optional numbers of values without which there is no such element
     * @param empty whether it is written without an end tag
     */
    record Element(
            byte[] open,
            byte[] name,
            boolean event,
            List<Attribute> attributes,
            List<Node> content,
            int[] optional,
            boolean empty)
            implements Node {}

    /**
     * An attribute that has values of the record.
     *
     * @param open up to its first quote
     * @param optional numbers of values without which there is no such attribute
     */
    record Attribute(byte[] open, List<Node> content, int[] optional) {}
}
