package io.outrider.normalize;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many literal texts a text holds, in one pass and with regard to case: by their first characters, of which
 * most places of a text have those of none.
 */
final class LiteralIndex {

    /** Characters that are looked up at each place: fewer would be found too often, and shorter literals say too little. */
    static final int SHORTEST = 4;

    // 64 Ki bits are 8 KB, and some hundred literals set one in a thousand.
    private static final int FILTER = 1 << 16;

    private final List<String> literals;
    private final BitSet filter = new BitSet(FILTER);
    private final Map<Long, List<Integer>> byBeginning = new HashMap<>();

    /** @throws IllegalArgumentException if one is shorter than {@link #SHORTEST} */
    LiteralIndex(List<String> literals) {
        this.literals = List.copyOf(literals);
        for (int number = 0; number < literals.size(); number++) {
            String literal = literals.get(number);
            if (literal.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "expected a literal text of at least " + SHORTEST + " characters, but found '" + literal + "'");
            }
            long beginning = 0;
            for (int i = 0; i < SHORTEST; i++) {
                beginning = beginning << 16 | literal.charAt(i);
            }
            filter.set(place(beginning));
            byBeginning.computeIfAbsent(beginning, key -> new ArrayList<>()).add(number);
        }
    }

    /** The numbers of the literals that the text holds. */
    BitSet in(String text) {
        BitSet found = new BitSet();
        if (byBeginning.isEmpty()) {
            return found;
        }
        long window = 0;
        for (int i = 0; i < text.length(); i++) {
            window = window << 16 | text.charAt(i);
            if (i >= SHORTEST - 1 && filter.get(place(window))) {
                for (int number : byBeginning.getOrDefault(window, List.of())) {
                    if (text.startsWith(literals.get(number), i - SHORTEST + 1)) {
                        found.set(number);
                    }
                }
            }
        }
        return found;
    }

    private static int place(long beginning) {
        // 2^64 divided by the golden ratio spreads neighbours (Knuth, The Art of Computer Programming 3, section 6.4).
        return (int) (beginning * 0x9E3779B97F4A7C15L >>> 48);
    }
}
