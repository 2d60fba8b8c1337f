package io.outrider.match;

import io.outrider.cim.FieldSink;
import io.outrider.cim.SharedTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one event, folded to one case, by the slots of a {@link MatchIndex}.
 *
 * <p>To be used again for each event: {@link #begin}, then {@link #add} for each value, in any order of slots. A slot to which
 * nothing was added is an absent field; several values in one make a multivalue field. Not for several threads at once.
 * Allocates only while it grows to the largest event; what a very large one needed is given back at the next {@code begin}.
 */
public final class FoldedFields implements FieldSink {

    private static final int NONE = -1;

    /** From here downwards: the number of values that were given as one object. */
    private static final int SHARED = -2;

    private static final int FIRST_ARENA = 1 << 13;

    /** An arena beyond this is given up after its event: 64 threads then hold 16 MiB at most, and few events reach it. */
    private static final int KEPT_ARENA = 1 << 18;

    private byte[] arena = new byte[FIRST_ARENA];
    private int used;
    private int[] firstOf = new int[32];
    private int[] lastOf = new int[32];
    private int slots;
    private int values;
    private int[] start = new int[32];
    private int[] end = new int[32];
    private int[] next = new int[32];
    private long[] hash = new long[32];
    // Values that were given as one object, folded where they are asked for.
    private final List<SharedTexts> shared = new ArrayList<>();

    /** Forgets the event before. @param slotCount {@link MatchIndex#slots} of the index that will read the values */
    public void begin(int slotCount) {
        if (arena.length > KEPT_ARENA) {
            arena = new byte[FIRST_ARENA];
        }
        if (slotCount > firstOf.length) {
            firstOf = new int[slotCount];
            lastOf = new int[slotCount];
        }
        Arrays.fill(firstOf, 0, slotCount, NONE);
        slots = slotCount;
        values = 0;
        used = 0;
        shared.clear();
    }

    /** Adds a value given in UTF-8; bytes that are none count as U+FFFD. The bytes are copied. */
    @Override
    public void add(int slot, byte[] utf8, int from, int to) {
        reserve(to - from);
        int copied = Bytes.lowerAscii(utf8, from, to, arena, used);
        int behind = used + copied;
        if (copied < to - from) {
            reserve(copied + 3 * (to - from - copied));
            behind = CaseFold.fold(utf8, from + copied, to, arena, behind);
        }
        put(slot, behind);
    }

    /** Adds a value. */
    public void add(int slot, String text) {
        reserve(3 * text.length());
        put(slot, CaseFold.fold(text, arena, used));
    }

    @Override
    public void add(int slot, SharedTexts texts) {
        check(slot);
        firstOf[slot] = SHARED - shared.size();
        shared.add(texts);
    }

    private void reserve(int bytes) {
        long needed = (long) used + bytes + Bytes.PADDING;
        if (needed > arena.length) {
            // Values come from one record, whose size is bounded far below this.
            arena = Arrays.copyOf(arena, Math.toIntExact(Math.max(needed, 2L * arena.length)));
        }
    }

    private void put(int slot, int behind) {
        check(slot);
        if (values == start.length) {
            start = Arrays.copyOf(start, 2 * values);
            end = Arrays.copyOf(end, 2 * values);
            next = Arrays.copyOf(next, 2 * values);
            hash = Arrays.copyOf(hash, 2 * values);
        }
        start[values] = used;
        end[values] = behind;
        next[values] = -1;
        hash[values] = Bytes.hash(arena, used, behind);
        if (firstOf[slot] == NONE) {
            firstOf[slot] = values;
        } else {
            next[lastOf[slot]] = values;
        }
        lastOf[slot] = values++;
        used = behind;
    }

    private void check(int slot) {
        if (slot < 0 || slot >= slots) {
            throw new IndexOutOfBoundsException("expected a slot below " + slots + ", but found " + slot);
        }
    }

    /** Whether the slot has a value. */
    public boolean has(int slot) {
        return firstOf[slot] != NONE;
    }

    /** The slot's values if they were given as one object and not asked for since; {@code null} otherwise. */
    @Nullable
    SharedTexts shared(int slot) {
        return firstOf[slot] <= SHARED ? shared.get(SHARED - firstOf[slot]) : null;
    }

    /** The bytes of all values; another array after each {@code add}. */
    byte[] arena() {
        return arena;
    }

    /** The number of the slot's first value, or -1. */
    int first(int slot) {
        SharedTexts texts = shared(slot);
        if (texts != null) {
            firstOf[slot] = NONE;
            texts.addTo(slot, this);
        }
        return firstOf[slot];
    }

    /** The number of the next value in the same slot, or -1. */
    int next(int value) {
        return next[value];
    }

    int start(int value) {
        return start[value];
    }

    int end(int value) {
        return end[value];
    }

    long hash(int value) {
        return hash[value];
    }

    /** The folded text of a value; a new string each time. */
    String text(int value) {
        return CaseFold.text(arena, start[value], end[value]);
    }
}
