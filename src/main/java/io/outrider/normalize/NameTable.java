package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers names that are known beforehand, and finds a scanned member's number by its bytes. Immutable. */
final class NameTable {

    static final int UNKNOWN = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final byte[][] names;
    private final int[] hashes;
    // By hash, with open addressing: the number of the name plus one, or 0.
    private final int[] places;
    private final int mask;

    /** @param names without a duplicate; the first has the number 0 */
    NameTable(List<String> names) {
        this.names = new byte[names.size()][];
        this.hashes = new int[names.size()];
        // A quarter full at most: most members are of no interest, and a free place tells so at once.
        int size = Integer.highestOneBit(Math.max(1, names.size())) * 8;
        this.places = new int[size];
        this.mask = size - 1;
        for (String name : names) {
            add(name);
        }
    }

    private void add(String name) {
        int number = numbers.size();
        if (numbers.putIfAbsent(name, number) != null) {
            throw new IllegalArgumentException("expected each name once, but found " + name + " twice");
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        names[number] = bytes;
        hashes[number] = JsonScan.hash(bytes, 0, bytes.length);
        int place = hashes[number] & mask;
        while (places[place] != 0) {
            place = (place + 1) & mask;
        }
        places[place] = number + 1;
    }

    int size() {
        return names.length;
    }

    /** The number of a name; it has to be known. */
    int number(String name) {
        return numbers.get(name);
    }

    /** The number of a member's name, or {@link #UNKNOWN}. */
    int number(ScanIndex index, int member, byte[] bytes) {
        int hash = index.hash(member);
        int place = hash & mask;
        while (places[place] != 0) {
            int number = places[place] - 1;
            if (hashes[number] == hash && index.isNamed(member, bytes, names[number])) {
                return number;
            }
            place = (place + 1) & mask;
        }
        return UNKNOWN;
    }

    /**
     * Finds the member of each name, if it is there and has a text, else {@link #UNKNOWN}.
     *
     * @param members gets them, by the names' numbers; may be longer
     */
    void find(ScanIndex index, byte[] bytes, int[] members) {
        Arrays.fill(members, 0, names.length, UNKNOWN);
        int end = index.end();
        for (int member = index.begin(); member < end; member += ScanIndex.STRIDE) {
            int number = number(index, member, bytes);
            if (number >= 0 && index.is(member, ScanIndex.TEXT | ScanIndex.LITERAL)) {
                members[number] = member;
            }
        }
    }
}
