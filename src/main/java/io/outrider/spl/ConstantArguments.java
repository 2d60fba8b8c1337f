package io.outrider.spl;

import io.outrider.regex.Regex;
import io.outrider.regex.RegexSyntaxException;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.util.List;

/**
 * Checks the constants that {@code match} and {@code cidrmatch} are called with, so that a rule that was accepted also
 * starts. What an event supplies in their place can only be read when it is there.
 */
final class ConstantArguments {

    // Patterns are compiled with a stack frame or two for each level and each part, so a long one would exhaust the
    // stack. 2,000 characters leave room: within them the worst patterns compile in half of a thread's usual stack.
    static final int LONGEST_PATTERN = 2_000;

    private final Problems problems;

    ConstantArguments(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param places where the arguments stand
     * @return whether they can be run; if not, there is an error
     */
    boolean check(Function function, List<Expression> arguments, List<Position> places) {
        return switch (function) {
            case MATCH ->
                !(arguments.get(1) instanceof Expression.Literal pattern)
                        || isPattern(pattern.value().text(), places.get(1));
            case CIDRMATCH ->
                !(arguments.get(0) instanceof Expression.Literal range)
                        || isRange(range.value().text(), places.get(0));
            default -> true;
        };
    }

    private boolean isPattern(String regex, Position place) {
        if (regex.length() > LONGEST_PATTERN) {
            problems.error(
                    place,
                    Function.MATCH.text(),
                    "expected a regular expression of at most " + LONGEST_PATTERN
                            + " characters for match, but found one of " + regex.length());
            return false;
        }
        try {
            Regex.compile(regex).warnings().forEach(warning -> problems.warning(place, Function.MATCH.text(), warning));
            return true;
        } catch (RegexSyntaxException e) {
            problems.error(
                    place,
                    Function.MATCH.text(),
                    "expected a regular expression for match, but found '" + regex + "': " + e.getMessage());
            return false;
        }
    }

    private boolean isRange(String range, Position place) {
        boolean valid = AddressRange.is(range);
        if (!valid) {
            problems.error(
                    place,
                    Function.CIDRMATCH.text(),
                    "expected a range of addresses for cidrmatch, as 10.0.0.0/8 or fe80::/10, but found '" + range
                            + "'");
        }
        return valid;
    }
}
