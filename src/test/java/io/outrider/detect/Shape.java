package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * How many events there are beside those that are needed, and how they differ.
 *
 * @param repeats how often there is each kind of event, at least
 * @param together whether events of all searches have one time, the first of the window
 * @param groups how many groups there are with one event each beside the one that is to be found
 */
record Shape(int repeats, Varied varied, boolean together, int groups, Crowd crowd) {

    /** In which fields events differ beside those that must. */
    enum Varied {
        NONE,
        ALL_BUT_KEYS,
        /** All but fields that are keys as they are: one of which a part is a key may differ in the rest. */
        ALL_BUT_WHOLE_KEYS,
        ALL
    }

    // More than the thresholds of outliers that have been met: three standard deviations over twenty groups.
    private static final int GROUPS = 24;
    private static final int OUTLIER = 60;

    static List<Shape> all(boolean crowds) {
        List<Shape> all = new ArrayList<>(List.of(
                plain(1, Varied.NONE, false),
                plain(1, Varied.NONE, true),
                plain(7, Varied.ALL_BUT_KEYS, false),
                plain(40, Varied.ALL_BUT_KEYS, false),
                plain(7, Varied.ALL_BUT_WHOLE_KEYS, false),
                plain(7, Varied.ALL, false),
                plain(40, Varied.ALL, false)));
        if (crowds) {
            for (Crowd crowd : List.of(Crowd.KEYS, Crowd.FREE_KEYS, Crowd.TIMES, Crowd.SIZES)) {
                all.add(new Shape(crowd == Crowd.SIZES ? 1 : OUTLIER, Varied.ALL_BUT_KEYS, false, GROUPS, crowd));
            }
        }
        all.add(new Shape(1, Varied.NONE, false, GROUPS, Crowd.TIMES));
        return all;
    }

    private static Shape plain(int repeats, Varied varied, boolean together) {
        return new Shape(repeats, varied, together, 0, Crowd.NONE);
    }
}
