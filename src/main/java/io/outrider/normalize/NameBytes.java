package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name in UTF-8, made to be compared with names in a record. */
final class NameBytes {

    private final byte[] utf8;
    private final int length;
    // Beginning and end: all of it up to 16 bytes. Of less than 8 the beginning alone.
    private final long head;
    private final long tail;

    NameBytes(byte[] utf8) {
        this.utf8 = utf8;
        this.length = utf8.length;
        boolean isShort = utf8.length < Long.BYTES;
        this.head = isShort ? Words.head(utf8, 0, utf8.length) : Words.word(utf8, 0);
        this.tail = isShort ? 0 : Words.word(utf8, utf8.length - Long.BYTES);
    }

    int hash() {
        return Words.hash(utf8, 0, utf8.length);
    }

    /** Whether the name is the one that begins and ends here. */
    boolean is(byte[] bytes, int from, int end) {
        return end - from == length && begins(bytes, from);
    }

    /** Index of the quote behind the name, if the name and a quote are what begins here, else -1. */
    int end(byte[] bytes, int from, int to) {
        int end = from + length;
        return end < to && bytes[end] == '"' && begins(bytes, from) ? end : -1;
    }

    /** Whether the name begins here; as many bytes as it has must be there. */
    private boolean begins(byte[] bytes, int from) {
        int end = from + length;
        if (length < Long.BYTES) {
            return head == Words.head(bytes, from, length);
        }
        return head == Words.word(bytes, from)
                && tail == Words.word(bytes, end - Long.BYTES)
                && (length <= 2 * Long.BYTES || Arrays.equals(bytes, from, end, utf8, 0, length));
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
