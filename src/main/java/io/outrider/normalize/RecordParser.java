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
     * @param recognised the source that wrote it; {@code null} if that is not known, or not asked yet
     */
    record Parsed(
            String shape,
            FieldTable fields,
            @Nullable String repair,
            @Nullable Recognised recognised) {

        Parsed(String shape, FieldTable fields) {
            this(shape, fields, null);
        }

        Parsed(String shape, FieldTable fields, @Nullable String repair) {
            this(shape, fields, repair, null);
        }

        Parsed by(@Nullable Recognised source) {
            return new Parsed(shape, fields, repair, source);
        }
    }
}
