package io.outrider.regex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the structure of an expression says of the cost of searching with it: followed part by part while the expression is
 * read, with a frame for each open group.
 */
final class Complexity {

    // RE2 writes a{1000} out as 1000 states, and takes no greater number. The time for a character grows with the
    // number of
    // states: five such repetitions are more than any published detection has, and what is larger is left to the other,
    // bounded engine.
    private static final long MOST_STATES = 5_000;
    private static final int MOST_REPEATS = 1000;
    // Two unbounded repetitions cost the square of the text, which the bound on steps allows for some 2000 characters.
    private static final int FEW_REPETITIONS = 3;

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private Part last = Part.NONE;
    private boolean small = true;
    private int repetitions;

    Complexity() {
        frames.push(new Frame(false));
    }

    /** A part of an expression that a quantifier may follow. */
    private record Part(long states, boolean nullable, boolean repeats, boolean repeatable) {

        static final Part NONE = new Part(0, true, false, false);
    }

    private static final class Frame {

        private final boolean assertion;
        private long states;
        private boolean branchNullable = true;
        private boolean nullable;
        private boolean repeats;

        Frame(boolean assertion) {
            this.assertion = assertion;
        }

        void take(Part part) {
            states += part.states();
            branchNullable &= part.nullable();
            repeats |= part.repeats();
        }

        Part part() {
            return new Part(states + 2, assertion || nullable || branchNullable, repeats, true);
        }
    }

    /** A part that matches one character. */
    void atom() {
        follow(new Part(1, false, false, true));
    }

    /** A part that matches a place. */
    void assertion() {
        follow(new Part(1, true, false, true));
    }

    /** What a group matched before. */
    void reference() {
        follow(new Part(1, true, true, true));
    }

    void open(boolean assertion) {
        settle();
        frames.push(new Frame(assertion));
    }

    void alternative() {
        settle();
        Frame frame = frame();
        frame.nullable |= frame.branchNullable;
        frame.branchNullable = true;
        frame.states++;
    }

    void close() {
        settle();
        last = frames.pop().part();
    }

    /** Something that nothing can repeat: a change of options. */
    void separate() {
        settle();
    }

    boolean canRepeat() {
        return last.repeatable();
    }

    /**
     * The last part is repeated.
     *
     * @param most -1 for no bound
     * @return whether a turn of it may match no character
     */
    boolean repeat(int least, int most) {
        boolean unbounded = most < 0;
        long times = Math.max(1, unbounded ? least + 1L : most);
        small &= least <= MOST_REPEATS && most <= MOST_REPEATS;
        if (unbounded) {
            repetitions++;
            if (last.repeats()) {
                warn("a repetition within a repetition can take a number of steps that doubles with each character");
            }
            if (repetitions == FEW_REPETITIONS) {
                warn("three repetitions without bound can take a number of steps that grows with the cube of the text");
            }
        }
        boolean emptyTurns = last.nullable() && (unbounded || most > 1);
        // A product of two numbers below 2^31 and 2^31 is no overflow; what was larger before is not small any more.
        long states = Math.min(last.states(), Integer.MAX_VALUE) * times;
        last = new Part(states, last.nullable() || least == 0, last.repeats() || unbounded, true);
        small &= states <= MOST_STATES;
        return emptyTurns;
    }

    private void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private void follow(Part part) {
        settle();
        last = part;
    }

    private void settle() {
        Frame frame = frame();
        frame.take(last);
        small &= frame.states <= MOST_STATES;
        last = Part.NONE;
    }

    private Frame frame() {
        return frames.getFirst();
    }

    boolean isSmall() {
        return small;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
