package io.outrider.regex;

import org.jspecify.annotations.Nullable;

/**
 * A text that is in each match of an expression, so that most texts need not be searched: to look for a text takes a tenth of the
 * time.
 *
 * @param ignoringCase whether it may be there in upper or lower case
 */
record RequiredText(String text, boolean ignoringCase) {

    /** The longest text that is found to be in each match; {@code null} if none is. */
    static @Nullable RequiredText of(String expression) {
        return new RequiredTextReader(expression).longest();
    }
}
