package io.outrider.normalize;

/**
 * A record as it was cut out of the input: one event's text, not yet looked into.
 *
 * @param text decoded; where bytes were not valid in the character set, U+FFFD stands in their place
 * @param line number of its first line, from 1
 * @param offset of its first byte in the (decompressed) input
 * @param length in bytes
 * @param fault what is wrong with it
 */
public record RawRecord(String text, long line, long offset, long length, Fault fault) {

    /** What the reader found wrong with a record. */
    public enum Fault {
        NONE,
        /** Some bytes were not valid in the character set; the text has U+FFFD in their place and is an event all the same. */
        MALFORMED_TEXT,
        /** The record is longer than is allowed; the text is its beginning. */
        TOO_LONG
    }
}
