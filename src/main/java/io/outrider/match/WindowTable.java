package io.outrider.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the patterns that a value matches by four bytes of each: one look into a bitmap for each place of the value, and
 * where the bitmap says so, one into a table that knows what to compare. Immutable.
 */
final class WindowTable {

    /** Bytes in a window: as many as one multiplication hashes. */
    static final int WIDTH = 4;

    /** Of 64 bits one is set, so one place in 64 is looked up for nothing. */
    private static final int BITS_A_WINDOW = 64;

    /** 64 KiB: what stays in a second-level cache beside the tables. */
    private static final int MOST_BITS = 1 << 19;

    private static final int FACTOR = 0x9E3779B1;

    private final long[] bits;
    private final int shift;
    private final int tableShift;
    private final int[] keys;
    private final int[] slots;
    private final int[] firstOf;
    private final int[] behindOf;
    private final Entry[] entries;

    /** Where the window stands in a pattern. */
    private enum Anchor {
        /** In the only piece, between two stars. */
        FREE,
        /** In the piece before the first star. */
        START,
        /** In the piece behind the last star. */
        END,
        /** In one of several pieces. */
        INNER
    }

    /** @param offset of the window in the piece */
    private record Entry(int atom, BytePattern pattern, byte[] piece, int offset, Anchor anchor) {}

    private record Key(int slot, int window) {}

    /** @param all all atoms of the group, by number */
    WindowTable(List<Atom> all, ByteModel model) {
        Map<Key, List<Entry>> chains = new HashMap<>();
        for (int number = 0; number < all.size(); number++) {
            Atom atom = all.get(number);
            if (atom.kind() == Atom.Kind.PIECE) {
                choose(number, atom, model, chains);
            }
        }
        int windows = Math.max(1, chains.size());
        int bitCount = Math.min(MOST_BITS, Integer.highestOneBit(windows) * 2 * BITS_A_WINDOW);
        bits = new long[bitCount / 64];
        shift = 32 - Integer.numberOfTrailingZeros(bitCount);
        int size = Integer.highestOneBit(windows) * 4;
        tableShift = 32 - Integer.numberOfTrailingZeros(size);
        keys = new int[size];
        slots = new int[size];
        firstOf = new int[size];
        behindOf = new int[size];
        Arrays.fill(firstOf, -1);
        List<Entry> flat = new ArrayList<>();
        chains.forEach((key, chain) -> put(key, chain, flat));
        entries = flat.toArray(Entry[]::new);
    }

    private static void choose(int number, Atom atom, ByteModel model, Map<Key, List<Entry>> chains) {
        BytePattern pattern = Objects.requireNonNull(atom.pattern());
        int last = pattern.pieces().size() - 1;
        double least = Double.MAX_VALUE;
        Key best = null;
        Entry entry = null;
        for (int i = 0; i <= last; i++) {
            byte[] piece = pattern.pieces().get(i);
            for (int offset = 0; offset + WIDTH <= piece.length; offset++) {
                Key key = new Key(atom.slot(), Bytes.int4(piece, offset));
                List<Entry> chain = chains.get(key);
                // A window that others have costs a comparison more for each of them.
                double cost = model.chance(piece, offset) * (1 + (chain == null ? 0 : chain.size()));
                if (cost < least) {
                    least = cost;
                    best = key;
                    Anchor anchor = i == 0
                            ? Anchor.START
                            : i == last ? Anchor.END : pattern.isContains() ? Anchor.FREE : Anchor.INNER;
                    entry = new Entry(number, pattern, piece, offset, anchor);
                }
            }
        }
        if (best == null || entry == null) {
            throw new IllegalArgumentException("expected a piece of " + WIDTH + " bytes in " + atom);
        }
        chains.computeIfAbsent(best, key -> new ArrayList<>(1)).add(entry);
    }

    private void put(Key key, List<Entry> chain, List<Entry> flat) {
        int salted = key.window() + salt(key.slot());
        int bit = salted * FACTOR >>> shift;
        bits[bit >>> 6] |= 1L << bit;
        int place = salted * FACTOR >>> tableShift;
        while (firstOf[place] >= 0) {
            place = place + 1 & keys.length - 1;
        }
        keys[place] = salted;
        slots[place] = key.slot();
        firstOf[place] = flat.size();
        flat.addAll(chain);
        behindOf[place] = flat.size();
    }

    private static int salt(int slot) {
        return slot * 0x85EBCA6B;
    }

    /** Marks the atoms of the slot that the value matches. */
    void scan(Matcher matcher, int slot, byte[] bytes, int from, int to) {
        int salt = salt(slot);
        long[] bitmap = bits;
        int right = shift;
        for (int i = from; i <= to - WIDTH; i++) {
            int salted = Bytes.int4(bytes, i) + salt;
            int bit = salted * FACTOR >>> right;
            if ((bitmap[bit >>> 6] & 1L << bit) != 0) {
                look(matcher, salted, slot, bytes, from, to, i);
            }
        }
    }

    private void look(Matcher matcher, int salted, int slot, byte[] bytes, int from, int to, int at) {
        matcher.windowSeen();
        int place = salted * FACTOR >>> tableShift;
        while (firstOf[place] >= 0) {
            if (keys[place] == salted && slots[place] == slot) {
                for (int i = firstOf[place]; i < behindOf[place]; i++) {
                    Entry entry = entries[i];
                    if (!matcher.isMarked(entry.atom) && matches(matcher, entry, bytes, from, to, at - entry.offset)) {
                        matcher.mark(entry.atom);
                    }
                }
                return;
            }
            place = place + 1 & keys.length - 1;
        }
    }

    /** @param at where the piece would begin */
    private static boolean matches(Matcher matcher, Entry entry, byte[] bytes, int from, int to, int at) {
        int length = entry.piece.length;
        return switch (entry.anchor) {
            case FREE ->
                at >= from && at + length <= to && Arrays.equals(bytes, at, at + length, entry.piece, 0, length);
            case START -> at == from && entry.pattern.matches(bytes, from, to);
            case END -> at + length == to && entry.pattern.matches(bytes, from, to);
            // Once for each value: what a hostile value repeats must not be looked at as often.
            case INNER -> matcher.firstTry(entry.atom) && entry.pattern.matches(bytes, from, to);
        };
    }
}
