package io.outrider.match;

import org.jspecify.annotations.Nullable;

/** Tells how rare four bytes in a row are in the values of events. */
final class ByteModel {

    /**
     * What to expect before any event was seen: in paths and command lines these few make up most of the text, other letters
     * and digits less, and the rest little. Only the order of the windows of one literal hangs on it.
     */
    private static final String COMMON = "etaoinsrlcdmp\\. ";

    private final int @Nullable [] pairs;
    private final long[] firsts = new long[256];
    private final long total;

    /** @param pairs how often each byte (times 256) was followed by each byte; {@code null} if nothing was seen yet */
    ByteModel(int @Nullable [] pairs) {
        this.pairs = pairs;
        long sum = 0;
        for (int i = 0; pairs != null && i < pairs.length; i++) {
            firsts[i >> 8] += pairs[i];
            sum += pairs[i];
        }
        total = sum;
    }

    /** The chance of the window at a place of a value, up to a factor that is the same for all windows. */
    double chance(byte[] bytes, int at) {
        if (pairs == null || total == 0) {
            double chance = 1;
            for (int i = 0; i < 4; i++) {
                chance *= share((char) (bytes[at + i] & 0xFF));
            }
            return chance;
        }
        // A chain of pairs, each counted half a time more than seen, so that what was not seen yet is not impossible.
        double chance = (pair(bytes, at) + 0.5) / (total + 1);
        for (int i = 1; i < 3; i++) {
            chance *= (pair(bytes, at + i) + 0.5) / (firsts[bytes[at + i] & 0xFF] + 128);
        }
        return chance;
    }

    private int pair(byte[] bytes, int at) {
        return pairs == null ? 0 : pairs[(bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF];
    }

    private static double share(char c) {
        if (COMMON.indexOf(c) >= 0) {
            return 0.05;
        }
        return Character.isLetterOrDigit(c) ? 0.01 : 0.003;
    }
}
