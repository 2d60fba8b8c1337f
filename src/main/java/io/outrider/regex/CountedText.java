package io.outrider.regex;

/** A text that counts how often its characters are read, and ends a search that reads too many. */
final class CountedText implements CharSequence {

    // A search in a 32 KiB command line, the longest that Windows allows, reads each character a few times: 2^22 leaves
    // a
    // hundredfold room, and is done in some 20 ms. Beyond that, a few reads for each character of a longer text.
    private static final long MOST_STEPS = 1 << 22;
    private static final long STEPS_PER_CHARACTER = 16;

    // A search that goes well reads each character a few times; one that goes on behind this is left to the other
    // engine.
    private static final long BRIEF_STEPS = 256;
    private static final long BRIEF_STEPS_PER_CHARACTER = 32;

    private final String text;
    private final int start;
    private final int end;
    private final Steps steps;

    CountedText(String text) {
        this(text, 0, text.length(), new Steps(MOST_STEPS + STEPS_PER_CHARACTER * text.length()));
    }

    /** A text that ends a search early, at a few reads of each character. */
    static CountedText briefly(String text) {
        return new CountedText(
                text, 0, text.length(), new Steps(BRIEF_STEPS + BRIEF_STEPS_PER_CHARACTER * text.length()));
    }

    private CountedText(String text, int start, int end, Steps steps) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.steps = steps;
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        steps.take();
        return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new CountedText(text, start + from, start + to, steps);
    }

    @Override
    public String toString() {
        return text.substring(start, end);
    }

    /** The count, shared with the parts of the text. */
    private static final class Steps {

        private final long most;
        private long taken;

        Steps(long most) {
            this.most = most;
        }

        void take() {
            if (++taken > most) {
                throw new RegexAborted("a regular expression took more than " + most + " steps on one value");
            }
        }
    }
}
