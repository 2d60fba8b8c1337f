package io.outrider.normalize;

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
    private final NameBytes[] names;
    private final @Nullable NameBytes[] parents;
    // By hash, with open addressing: the number of the name plus one, or 0.
    private final int[] places;
    private final int mask;

    /** @param names without a duplicate; the first has the number 0 */
    NameTable(List<String> names) {
        this.names = new NameBytes[names.size()];
        this.parents = new NameBytes[names.size()];
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
        names[number] = NameBytes.of(name.substring(dot + 1));
        int hash = names[number].hash();
        if (dot >= 0) {
            NameBytes parent = NameBytes.of(name.substring(0, dot));
            parents[number] = parent;
            hash = Words.below(parent.hash(), hash);
        }
        int place = hash & mask;
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
    int number(MemberName name) {
        int place = name.hash & mask;
        while (places[place] != 0) {
            int number = places[place] - 1;
            if (name.is(names[number], parents[number])) {
                return number;
            }
            place = (place + 1) & mask;
        }
        return UNKNOWN;
    }
}
