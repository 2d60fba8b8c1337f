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
     * @param text of a record that is text, what its parser says of it; {@code null} for all others
     * @param received the time in a syslog header around the record, or {@code null}
     * @param recognised the source that wrote it; {@code null} if that is not known, or not asked yet
     */
    record Parsed(
            String shape,
            FieldTable fields,
            @Nullable String repair,
            @Nullable TextFacts text,
            @Nullable LineTime received,
            @Nullable Recognised recognised) {

        Parsed(String shape, FieldTable fields) {
            this(shape, fields, (String) null);
        }

        Parsed(String shape, FieldTable fields, @Nullable String repair) {
            this(shape, fields, repair, null, null);
        }

        Parsed(String shape, FieldTable fields, TextFacts text) {
            this(shape, fields, null, text, null);
        }

        Parsed(
                String shape,
                FieldTable fields,
                @Nullable String repair,
                @Nullable TextFacts text,
                @Nullable LineTime received) {
            this(shape, fields, repair, text, received, null);
        }

        Parsed by(@Nullable Recognised source) {
            return new Parsed(shape, fields, repair, text, received, source);
        }
    }

    /**
     * What the parser of a text says of a record, where its fields do not: they have any names.
     *
     * @param sourcetype as Splunk calls records of this kind, unless the event or the operator calls it otherwise; {@code
     *     null} if it follows from the fields, as that of a Windows event
     * @param source likewise; {@code null} for that of the unit
     * @param time of the event, or {@code null} if it states none; no field is a time beside it
     */
    record TextFacts(
            @Nullable String sourcetype,
            @Nullable String source,
            @Nullable LineTime time) {}
}
