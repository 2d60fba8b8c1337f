package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/** Parses the records of one syntax. */
interface RecordParser {

    /** Whether the text, by its first characters, is meant to be of this syntax. */
    boolean accepts(String text);

    /**
     * Parses a record that was accepted.
     *
     * @throws MalformedRecordException if it is no event
     */
    Parsed parse(String text) throws MalformedRecordException;

    /**
     * A parsed record.
     *
     * @param shape as {@link io.outrider.cim.Origin#shape}
     * @param fields the source's own and those that the add-ons name
     * @param repair what had to be repaired before it could be parsed, in one line; {@code null} if nothing had to
     */
    record Parsed(String shape, FieldTable fields, @Nullable String repair) {

        Parsed(String shape, FieldTable fields) {
            this(shape, fields, null);
        }
    }
}
