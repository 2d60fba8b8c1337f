package io.outrider.spl;

import org.jspecify.annotations.Nullable;

/** Reads how many of something a command asks for. */
final class Counts {

    private Counts() {}

    /** The number, or {@code otherwise} if there is none or, with an error, if it is no number from {@code least}. */
    static int of(@Nullable Literal literal, String what, int otherwise, int least, Problems problems) {
        if (literal == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(literal.text());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        problems.error(
                literal.position(),
                what,
                "expected a whole number from " + least + " for " + what + ", but found " + literal.text());
        return otherwise;
    }
}
