package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/**
 * Where the values of a scanned record lie in its bytes, as {@link JsonScan}, {@link XmlScan} or {@link CsvScan} noted them.
 *
 * <p>Values are numbered from 0, as their names in the layout, and called members here. The array is shared with other
 * records, and immutable from here on.
 *
 * @param first of this record's entries
 */
record ScanIndex(int[] entries, int first, Layout layout) {

    // An entry: where the value begins in the bytes' array, and where it ends; of a text, between its quotes. Small,
    // for a
    // batch of them should fit in a processor's cache along with the records.
    static final int STRIDE = 2;

    static void put(int[] entries, int at, int value, int valueEnd) {
        entries[at] = value;
        entries[at + 1] = valueEnd;
    }

    int size() {
        return layout.size();
    }

    int value(int member) {
        return entries[first + member * STRIDE];
    }

    int valueEnd(int member) {
        return entries[first + member * STRIDE + 1];
    }

    /** Whether the record does not have the field, though its layout does. */
    boolean isNone(int member) {
        return value(member) == valueEnd(member) && layout.syntax().emptyIsNone();
    }

    /** The text of a value that is no array. */
    String text(int member, byte[] bytes) {
        int from = value(member);
        int to = valueEnd(member);
        return isEscaped(member, bytes)
                ? layout.syntax().decode(bytes, from, to)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether a text has escapes. */
    boolean isEscaped(int member, byte[] bytes) {
        return layout.syntax().isEscaped(bytes, value(member), valueEnd(member));
    }
}
