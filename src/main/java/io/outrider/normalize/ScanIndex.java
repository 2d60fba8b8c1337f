package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of a scanned JSON object lie in its bytes, as {@link JsonScan} noted them.
 *
 * <p>Members are named by their offset in the array: from {@link #begin} to {@link #end} in steps of {@link #STRIDE}. The
 * array is shared with other records, and immutable from here on.
 *
 * @param first of this record's entries
 * @param members number of them
 */
record ScanIndex(int[] entries, int first, int members) {

    // An entry: key, length of the key with the kind and the parent's number above it, hash of the key, value, end of
    // the
    // value. Positions are those in the bytes' array; a text's value lies between its quotes.
    static final int KEY = 0;
    static final int KIND = 1;
    static final int HASH = 2;
    static final int VALUE = 3;
    static final int VALUE_END = 4;
    static final int STRIDE = 5;

    private static final int LENGTH_BITS = 16;
    private static final int PARENT_BIT = 24;

    // Kinds: one of the first four; a text may have the others too.
    static final int TEXT = 1;
    static final int LITERAL = 2;
    static final int NULL = 4;
    static final int NESTED = 8;
    /** The text has escapes. */
    static final int ESCAPED = 16;
    /** The text has characters that are no ASCII, beside those in escapes. */
    static final int WIDE = 32;

    /** @param parent number of the member that the member is in, from 1; 0 for none */
    static void put(
            int[] entries, int at, int key, int keyEnd, int kind, int parent, int hash, int value, int valueEnd) {
        entries[at + KEY] = key;
        entries[at + KIND] = parent << PARENT_BIT | kind << LENGTH_BITS | keyEnd - key;
        entries[at + HASH] = hash;
        entries[at + VALUE] = value;
        entries[at + VALUE_END] = valueEnd;
    }

    int begin() {
        return first;
    }

    int end() {
        return first + members * STRIDE;
    }

    int hash(int member) {
        return entries[member + HASH];
    }

    int kind(int member) {
        return entries[member + KIND] >>> LENGTH_BITS & 0xFF;
    }

    /** Whether the member is one of the record itself, and not of a member of it. */
    boolean isTop(int member) {
        return entries[member + KIND] >>> PARENT_BIT == 0;
    }

    /** The member that a member is in that is not {@link #isTop at the top}. */
    int parent(int member) {
        return first + ((entries[member + KIND] >>> PARENT_BIT) - 1) * STRIDE;
    }

    boolean is(int member, int kind) {
        return (kind(member) & kind) != 0;
    }

    int value(int member) {
        return entries[member + VALUE];
    }

    int valueEnd(int member) {
        return entries[member + VALUE_END];
    }

    int key(int member) {
        return entries[member + KEY];
    }

    int keyLength(int member) {
        return entries[member + KIND] & (1 << LENGTH_BITS) - 1;
    }

    String name(int member, byte[] bytes) {
        return new String(bytes, key(member), keyLength(member), StandardCharsets.UTF_8);
    }

    boolean isNamed(int member, byte[] bytes, byte[] name) {
        return keyLength(member) == name.length && JsonScan.isSame(bytes, key(member), name);
    }

    /** Whether the member is one of a member of that name, or of the record itself for {@code null}. */
    boolean isIn(int member, byte[] bytes, byte @Nullable [] parent) {
        return parent == null ? isTop(member) : !isTop(member) && isNamed(parent(member), bytes, parent);
    }

    /** Whether the name has a dot or an opening bracket, as names of nested fields have. */
    boolean hasPath(int member, byte[] bytes) {
        return JsonScan.hasPath(bytes, key(member), keyLength(member));
    }

    /** The text of a value that is neither null nor nested. */
    String text(int member, byte[] bytes) {
        int kind = kind(member);
        int from = value(member);
        int to = valueEnd(member);
        if ((kind & ESCAPED) != 0) {
            return JsonText.decode(bytes, from, to);
        }
        // Made without a look at each byte.
        return new String(
                bytes, from, to - from, (kind & WIDE) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
