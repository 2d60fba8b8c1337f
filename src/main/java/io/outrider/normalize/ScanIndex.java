package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/**
 * Where the values of a scanned JSON object's members lie in its bytes, as {@link JsonScan} noted them.
 *
 * <p>Members are numbered from 0, as in the layout. The array is shared with other records, and immutable from here on.
 *
 * @param first of this record's entries
 */
record ScanIndex(int[] entries, int first, Layout layout) {

    // An entry: value, and its length with the kind below it. Positions are those in the bytes' array; a text's value
    // lies
    // between its quotes. Small, for a batch of them should fit in a processor's cache along with the records.
    static final int STRIDE = 2;

    // Kinds.
    static final int TEXT = 0;
    static final int LITERAL = 1;
    static final int NULL = 2;
    static final int NESTED = 3;

    private static final int KIND_BITS = 2;

    /** Values are as long as this at most. */
    static final int MAX_LENGTH = (1 << 31 - KIND_BITS) - 1;

    static void put(int[] entries, int at, int kind, int value, int valueEnd) {
        entries[at] = value;
        entries[at + 1] = valueEnd - value << KIND_BITS | kind;
    }

    int size() {
        return layout.size();
    }

    int kind(int member) {
        return entries[first + member * STRIDE + 1] & (1 << KIND_BITS) - 1;
    }

    /** Whether the member has a value that is neither null nor nested. */
    boolean hasText(int member) {
        return kind(member) <= LITERAL;
    }

    boolean isNested(int member) {
        return kind(member) == NESTED;
    }

    int value(int member) {
        return entries[first + member * STRIDE];
    }

    int valueEnd(int member) {
        int entry = first + member * STRIDE;
        return entries[entry] + (entries[entry + 1] >>> KIND_BITS);
    }

    /** By the numbers of a table's names: the members that have them, for {@link #member} and {@link #first}. */
    int[] members(NameTable table) {
        return layout.members(table);
    }

    /** The member of a name if it has a text, else {@link NameTable#UNKNOWN}. */
    int member(int[] members, int number) {
        int member = members[number];
        return member != NameTable.UNKNOWN && hasText(member) ? member : NameTable.UNKNOWN;
    }

    /** The first member that has a text of those of some names, or {@link NameTable#UNKNOWN}. */
    int first(int[] members, int[] numbers) {
        for (int number : numbers) {
            int member = member(members, number);
            if (member != NameTable.UNKNOWN) {
                return member;
            }
        }
        return NameTable.UNKNOWN;
    }

    /** The text of a value that is neither null nor nested. */
    String text(int member, byte[] bytes) {
        int from = value(member);
        int to = valueEnd(member);
        return isEscaped(member, bytes)
                ? JsonText.decode(bytes, from, to)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether a text has escapes. */
    boolean isEscaped(int member, byte[] bytes) {
        return Words.hasEither(bytes, value(member), valueEnd(member), '\\', '\\');
    }
}
