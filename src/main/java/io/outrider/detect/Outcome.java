package io.outrider.detect;

import org.jspecify.annotations.Nullable;

/**
 * What may come of a condition, as far as that can be told before there is an event. More may be said to be possible than
 * is, never less.
 *
 * @param holds whether it may hold
 * @param fails whether it may not hold
 * @param absent whether it may have no truth
 * @param why it cannot hold; {@code null} if it may
 */
record Outcome(
        boolean holds,
        boolean fails,
        boolean absent,
        @Nullable Silence why) {

    /** All is possible. */
    static final Outcome OPEN = new Outcome(true, true, true, null);

    static final Outcome HOLDS = new Outcome(true, false, false, null);

    /** It holds or does not. */
    static final Outcome DECIDED = new Outcome(true, true, false, null);

    static Outcome fails(Silence why) {
        return new Outcome(false, true, false, why);
    }

    static Outcome absent(Silence why) {
        return new Outcome(false, false, true, why);
    }

    Outcome and(Outcome other) {
        boolean both = holds && other.holds;
        return new Outcome(
                both, fails || other.fails, absent || other.absent, both ? null : why == null ? other.why : why);
    }

    Outcome or(Outcome other) {
        boolean any = holds || other.holds;
        return new Outcome(any, fails || other.fails, absent || other.absent, any ? null : why);
    }

    /** @param text of the negated condition */
    Outcome not(String text) {
        return new Outcome(fails, holds, absent, fails ? null : new Silence.Contradiction("NOT " + text));
    }
}
