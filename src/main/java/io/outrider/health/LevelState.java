package io.outrider.health;

import java.util.Locale;

/** How full something is that is bounded. */
public enum LevelState {
    OK,
    NEAR,
    REACHED;

    // A fifth is left: at the pace of what filled four fifths in a day some six hours, time for a person to act.
    private static final double NEAR_FROM = 0.8;
    // What swings about a bound is one thing, and not many: a tenth, and where the bound is reached half of that.
    private static final double NEAR_UNTIL = 0.7;
    private static final double REACHED_UNTIL = 0.95;

    /**
     * The state of a level.
     *
     * @param most 0 or less if nothing bounds it
     * @param before as it was at the last look: it is left a little below where it was entered
     */
    static LevelState of(long used, long most, LevelState before) {
        if (most <= 0) {
            return OK;
        }
        double part = (double) used / most;
        if (part >= (before == REACHED ? REACHED_UNTIL : 1)) {
            return REACHED;
        }
        return part >= (before == OK ? NEAR_FROM : NEAR_UNTIL) ? NEAR : OK;
    }

    /** As documents have it. */
    public String caption() {
        return name().toLowerCase(Locale.ROOT);
    }
}
