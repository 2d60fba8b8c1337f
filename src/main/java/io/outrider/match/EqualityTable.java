package io.outrider.match;

import java.util.Arrays;
import java.util.List;

/** Finds the literal that a value equals, by hash. Immutable. */
final class EqualityTable {

    private final int mask;
    private final long[] hashes;
    private final int[] atoms;
    private final byte[][] literals;

    /** @param all all atoms of the group, by number */
    EqualityTable(List<Atom> all) {
        long count = all.stream().filter(EqualityTable::isEqual).count();
        // Half of the places stay free, so that most values that equal nothing find that out at the first place.
        int size = Integer.highestOneBit((int) Math.max(1, count)) * 4;
        mask = size - 1;
        hashes = new long[size];
        atoms = new int[size];
        literals = new byte[size][];
        Arrays.fill(atoms, -1);
        for (int number = 0; number < all.size(); number++) {
            if (isEqual(all.get(number))) {
                put(number, all.get(number));
            }
        }
    }

    private static boolean isEqual(Atom atom) {
        return atom.kind() == Atom.Kind.EQUAL;
    }

    private void put(int number, Atom atom) {
        byte[] literal = atom.literal();
        byte[] padded = Arrays.copyOf(literal, literal.length + Bytes.PADDING);
        long hash = key(Bytes.hash(padded, 0, literal.length), atom.slot());
        int place = (int) hash & mask;
        while (atoms[place] >= 0) {
            place = place + 1 & mask;
        }
        hashes[place] = hash;
        atoms[place] = number;
        literals[place] = literal;
    }

    private static long key(long hash, int slot) {
        // An odd factor, so that no two slots are moved by the same.
        return hash + slot * 0x9E3779B97F4A7C15L;
    }

    /** The number of the atom of a slot that the value equals, or -1. */
    int find(int slot, long valueHash, byte[] bytes, int from, int to) {
        long hash = key(valueHash, slot);
        int place = (int) hash & mask;
        while (atoms[place] >= 0) {
            if (hashes[place] == hash) {
                byte[] literal = literals[place];
                if (Arrays.equals(bytes, from, to, literal, 0, literal.length)) {
                    return atoms[place];
                }
            }
            place = place + 1 & mask;
        }
        return -1;
    }
}
