package io.outrider.match;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often the atoms of a group were true, and which bytes follow which, on the events seen so far. Kept by a matcher, and
 * added up over matchers by the {@link SharedIndex}; not for several threads at once.
 */
final class Frequencies {

    /** A guess counts as much as this many events, so that a handful of events overturns none. */
    private static final double WEIGHT_OF_GUESS = 100;

    private final long[] trueOf;
    private final long[] looksAt;
    // Made with the first sample: most indexes are asked about few events, and it takes a quarter of a megabyte.
    private int @Nullable [] pairs;
    private boolean sampled;
    private long events;

    Frequencies(Conditions conditions) {
        trueOf = new long[conditions.atoms().size()];
        looksAt = new long[conditions.fields().size()];
    }

    void event() {
        events++;
    }

    long events() {
        return events;
    }

    void looksAt(int slot) {
        looksAt[slot]++;
    }

    void isTrue(int atom) {
        trueOf[atom]++;
    }

    void sample(byte[] bytes, int from, int to) {
        sampled = true;
        int[] counts = counts();
        for (int i = from + 1; i < to; i++) {
            int pair = (bytes[i - 1] & 0xFF) << 8 | bytes[i] & 0xFF;
            // A count that is full stays so.
            counts[pair] += counts[pair] == Integer.MAX_VALUE ? 0 : 1;
        }
    }

    private int[] counts() {
        int[] counts = pairs;
        if (counts == null) {
            counts = new int[1 << 16];
            pairs = counts;
        }
        return counts;
    }

    /** How often each byte followed each; {@code null} if nothing was sampled. */
    int @Nullable [] pairs() {
        return sampled ? pairs : null;
    }

    /**
     * How often the atom is true, of an event.
     *
     * @param slots that its truth hangs on: events in which they were not looked at tell nothing of it
     */
    double of(int atom, List<Integer> slots, double guess) {
        long looks = slots.stream().mapToLong(slot -> looksAt[slot]).min().orElse(0);
        // A choice over several slots may have been seen true in one of them more often than all were looked at.
        return Math.min(1, (trueOf[atom] + guess * WEIGHT_OF_GUESS) / (looks + WEIGHT_OF_GUESS));
    }

    void add(Frequencies other) {
        events += other.events;
        for (int i = 0; i < trueOf.length; i++) {
            trueOf[i] += other.trueOf[i];
        }
        for (int i = 0; i < looksAt.length; i++) {
            looksAt[i] += other.looksAt[i];
        }
        int[] more = other.pairs();
        if (more != null) {
            sampled = true;
            int[] counts = counts();
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (int) Math.min(Integer.MAX_VALUE, (long) counts[i] + more[i]);
            }
        }
    }

    void clear() {
        events = 0;
        Arrays.fill(trueOf, 0);
        Arrays.fill(looksAt, 0);
        if (pairs != null) {
            Arrays.fill(pairs, 0);
        }
        sampled = false;
    }
}
