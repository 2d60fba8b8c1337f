package io.outrider.spl;

import io.outrider.regex.Regex;
import io.outrider.regex.RegexSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the regular expressions of a search when it is loaded. */
final class RegexSyntax {

    // Patterns are compiled with a stack frame or two for each level and each part, so a long one would exhaust the
    // stack. 2,000 characters leave room: within them the worst patterns compile in half of a thread's usual stack.
    static final int LONGEST = 2_000;

    private RegexSyntax() {}

    /** The expression; {@code null}, with an error, if it cannot be run. What may take too many steps is warned of. */
    static @Nullable Regex check(String regex, String construct, Position place, Problems problems) {
        if (regex.length() > LONGEST) {
            problems.error(
                    place,
                    construct,
                    "expected a regular expression of at most " + LONGEST + " characters for " + construct
                            + ", but found one of " + regex.length());
            return null;
        }
        try {
            Regex checked = Regex.compile(regex);
            checked.warnings().forEach(warning -> problems.warning(place, construct, warning));
            return checked;
        } catch (RegexSyntaxException e) {
            problems.error(
                    place,
                    construct,
                    "expected a regular expression for " + construct + ", but found '" + regex + "': "
                            + e.getMessage());
            return null;
        }
    }

    /** The names of the groups of an expression that was checked, in order. */
    static List<String> groups(String regex) {
        return List.copyOf(Regex.compile(regex).groupNames().keySet());
    }
}
