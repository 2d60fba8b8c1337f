package io.outrider.regex;

import org.jspecify.annotations.Nullable;

/** The matches of an expression in one text, one after the other from the left, none overlapping another. */
public interface Matches {

    /** Goes to the next match; false if there is none. @throws RegexAborted if that takes too many steps */
    boolean next();

    /** Where the match begins. */
    int start();

    /** Where the match ends. */
    int end();

    /** What a group matched; {@code null} if it had no part in the match. 0 is the whole match. */
    @Nullable
    String group(int number);
}
