package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers names that are known beforehand, and finds a scanned member's number by its bytes. Immutable.
 *
 * <p>A name with a dot is that of a member in a member: {@code event_data.Image}.
 */
final class NameTable {

    static final int UNKNOWN = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final byte[][] names;
    // Beginning and end of each name: all of it up to 16 bytes.
    private final long[] heads;
    private final long[] tails;
    private final byte @Nullable [][] parents;
    private final int[] hashes;
    // By hash, with open addressing: the number of the name plus one, or 0.
    private final int[] places;
    private final int mask;

    /** @param names without a duplicate; the first has the number 0 */
    NameTable(List<String> names) {
        this.names = new byte[names.size()][];
        this.hashes = new int[names.size()];
        this.heads = new long[names.size()];
        this.tails = new long[names.size()];
        this.parents = new byte[names.size()][];
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
        int dot = name.indexOf('.');
        byte[] bytes = name.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        names[number] = bytes;
        heads[number] = bytes.length < Long.BYTES ? JsonScan.head(bytes, 0, bytes.length) : JsonScan.word(bytes, 0);
        tails[number] = bytes.length < Long.BYTES ? 0 : JsonScan.word(bytes, bytes.length - Long.BYTES);
        hashes[number] = JsonScan.hash(bytes, 0, bytes.length);
        if (dot >= 0) {
            byte[] parent = name.substring(0, dot).getBytes(StandardCharsets.UTF_8);
            parents[number] = parent;
            hashes[number] = JsonScan.below(JsonScan.hash(parent, 0, parent.length), hashes[number]);
        }
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
            if (hashes[number] == hash && isNamed(number, index, member, bytes)) {
                return number;
            }
            place = (place + 1) & mask;
        }
        return UNKNOWN;
    }

    /**
     * The first member that is there of those of some names, or {@link #UNKNOWN}.
     *
     * @param members as {@link #find} gives them
     */
    static int first(int[] members, int[] numbers) {
        for (int number : numbers) {
            if (members[number] != UNKNOWN) {
                return members[number];
            }
        }
        return UNKNOWN;
    }

    private boolean isNamed(int number, ScanIndex index, int member, byte[] bytes) {
        byte[] name = names[number];
        int length = name.length;
        if (index.keyLength(member) != length) {
            return false;
        }
        int key = index.key(member);
        boolean same = length < Long.BYTES
                ? heads[number] == JsonScan.head(bytes, key, length)
                : heads[number] == JsonScan.word(bytes, key)
                        && tails[number] == JsonScan.word(bytes, key + length - Long.BYTES)
                        && (length <= 2 * Long.BYTES || JsonScan.isSame(bytes, key, name));
        return same && index.isIn(member, bytes, parents[number]);
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
