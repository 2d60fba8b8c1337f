package io.outrider.spl;

import java.util.Collection;
import java.util.Locale;

/** {@code did you mean …?}: the known name that is nearest to one that is not known. */
public final class Suggestion {

    // Longer names are no slip of the keyboard, and the comparison takes time with the product of the lengths.
    private static final int LONGEST = 80;

    private Suggestion() {}

    /** {@code "; did you mean x?"}, or nothing if no name is near. */
    public static String among(Collection<String> known, String name) {
        return among("", known, name);
    }

    /** @param prefix that stands before all known names, and before the one that is meant */
    static String among(String prefix, Collection<String> known, String name) {
        if (name.length() > LONGEST) {
            return "";
        }
        String best = "";
        // A third of the letters may differ: beyond that the guesses are noise.
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            if (candidate.length() > LONGEST || Math.abs(candidate.length() - name.length()) >= least) {
                continue;
            }
            int distance = distance(candidate.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + prefix + best + "?";
    }

    /** Levenshtein's distance, in which two neighbours that changed places are one slip (Damerau), not two. */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchange, 1 + Math.min(previous[j], current[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], last[j - 2] + 1);
                }
            }
            last = previous;
            previous = current;
        }
        return previous[b.length()];
    }
}
