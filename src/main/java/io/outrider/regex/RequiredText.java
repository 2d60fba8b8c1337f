package io.outrider.regex;

import org.jspecify.annotations.Nullable;

/**
 * A text that is in each match of an expression, so that most texts need not be searched: to look for a text takes a tenth of the
 * time.
 *
 * @param ignoringCase whether it may be there in upper or lower case
 * @param next one of which characters is behind it, as {@link Ranges}; {@code null} for any or none
 */
record RequiredText(String text, boolean ignoringCase, int @Nullable [] next) {

    /** The longest text that is found to be in each match; {@code null} if none is. */
    static @Nullable RequiredText of(String expression) {
        return new RequiredTextReader(expression).longest();
    }

    /** Whether a value may have a match. */
    boolean mayBeIn(String value) {
        if (ignoringCase) {
            return true;
        }
        int at = value.indexOf(text);
        if (next != null) {
            while (at >= 0 && !isNext(value, at + text.length(), next)) {
                at = value.indexOf(text, at + 1);
            }
        }
        return at >= 0;
    }

    private static boolean isNext(String value, int at, int[] ranges) {
        return at < value.length() && Ranges.have(ranges, value.charAt(at));
    }
}
