package io.outrider.detect;

import java.util.regex.Pattern;

/**
 * Searches with a regular expression in a bounded number of steps, so that no value can stall the stream.
 *
 * <p>A search that passes its bound is ended with a {@link StepsExceeded}; the row it was for is set aside with that reason.
 */
final class BoundedRegex {

    // A search in a 32 KiB command line, the longest that Windows allows, reads each character a few times: 2^22 leaves
    // a
    // hundredfold room, and is done in some 20 ms.
    private static final int MOST_STEPS = 1 << 22;

    private BoundedRegex() {}

    static boolean find(Pattern pattern, String text) {
        return pattern.matcher(new CountedText(text, 0, text.length(), new int[1]))
                .find();
    }

    /** A regular expression needed more steps on a value than are allowed. */
    static final class StepsExceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StepsExceeded() {
            super("a regular expression took more than " + MOST_STEPS + " steps on one value");
        }
    }

    private record CountedText(String text, int start, int end, int[] steps) implements CharSequence {

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new StepsExceeded();
            }
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
    }
}
