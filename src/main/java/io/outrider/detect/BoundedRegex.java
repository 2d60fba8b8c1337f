package io.outrider.detect;

import java.util.regex.Pattern;

/**
 * Searches with a regular expression in a bounded number of steps, so that no value can stall the stream.
 *
 * <p>A search that passes its bound, or nests deeper than the stack, is ended with an {@link Aborted}; what it was for is
 * set aside with that reason.
 */
final class BoundedRegex {

    // A search in a 32 KiB command line, the longest that Windows allows, reads each character a few times: 2^22 leaves
    // a
    // hundredfold room, and is done in some 20 ms.
    private static final int MOST_STEPS = 1 << 22;

    private BoundedRegex() {}

    static boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new CountedText(text, 0, text.length(), new int[1]))
                    .find();
        } catch (StackOverflowError e) {
            throw new Aborted("a regular expression nests too deeply on one value");
        }
    }

    /** A search was ended before its end. */
    static final class Aborted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Aborted(String message) {
            super(message);
        }
    }

    /** @param steps how many characters were read so far, shared with the parts of the text */
    private record CountedText(String text, int start, int end, int[] steps) implements CharSequence {

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new Aborted("a regular expression took more than " + MOST_STEPS + " steps on one value");
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
