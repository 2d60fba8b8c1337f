package io.outrider.spl;

import io.outrider.cim.CidrRange;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the constants that functions are called with, so that a rule that was accepted also starts. What an event
 * supplies in their place can only be read when it is there.
 */
final class ConstantArguments {

    private static final Set<String> TEXT_FORMATS = Set.of("hex", "commas", "duration");

    private final Context context;

    ConstantArguments(Context context) {
        this.context = context;
    }

    /**
     * @param places where the arguments stand
     * @return whether they can be run; if not, there is an error
     */
    boolean check(Function function, List<Expression> arguments, List<Position> places) {
        return switch (function) {
            case MATCH, MVFIND, REPLACE -> {
                String regex = constant(arguments, 1);
                yield regex == null
                        || RegexSyntax.check(regex, function.text(), places.get(1), context.problems()) != null;
            }
            case CIDRMATCH -> {
                String range = constant(arguments, 0);
                yield range == null || isRange(range, places.get(0));
            }
            case STRFTIME, STRPTIME -> {
                String format = constant(arguments, 1);
                yield format == null || isFormat(format, function, places.get(1));
            }
            case RELATIVE_TIME -> {
                String offset = constant(arguments, 1);
                yield offset == null || isOffset(offset, places.get(1));
            }
            case TOSTRING -> {
                String format = constant(arguments, 1);
                yield format == null
                        || TEXT_FORMATS.contains(format)
                        || refuse(
                                function,
                                places.get(1),
                                "expected hex, commas or duration for tostring, but found '" + format + "'");
            }
            case TONUMBER -> {
                String base = constant(arguments, 1);
                yield base == null || isBase(base, places.get(1));
            }
            default -> true;
        };
    }

    private static @Nullable String constant(List<Expression> arguments, int index) {
        return index < arguments.size() && arguments.get(index) instanceof Expression.Literal literal
                ? literal.value().text()
                : null;
    }

    private boolean isRange(String range, Position place) {
        return CidrRange.parse(range).isPresent()
                || refuse(
                        Function.CIDRMATCH,
                        place,
                        "expected a range of addresses for cidrmatch, as 10.0.0.0/8 or fe80::/10, but found '" + range
                                + "'");
    }

    private boolean isFormat(String format, Function function, Position place) {
        Set<String> notRun = TimeVariables.notRun(format);
        return notRun.isEmpty()
                || refuse(
                        function,
                        place,
                        "expected variables that are run in a time format, as %Y-%m-%dT%H:%M:%S, but found "
                                + String.join(", ", notRun));
    }

    private boolean isOffset(String offset, Position place) {
        // "now" is when a search ends, and moves no time.
        Optional<Duration> back = offset.equals("now") ? Optional.empty() : TimeSpan.back(offset);
        back.ifPresent(span -> context.looksOver(span, place, "relative_time " + offset));
        return back.isPresent()
                || refuse(
                        Function.RELATIVE_TIME,
                        place,
                        "expected a relative time of a fixed length, as -70m@m or @d, but found '" + offset + "'");
    }

    private boolean isBase(String base, Position place) {
        // The bases of Splunk's tonumber.
        return base.matches("[2-9]|[12][0-9]|3[0-6]")
                || refuse(Function.TONUMBER, place, "expected a base from 2 to 36 for tonumber, but found " + base);
    }

    private boolean refuse(Function function, Position place, String message) {
        context.error(place, function.text(), message);
        return false;
    }
}
