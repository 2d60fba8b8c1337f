package io.outrider.spl;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a time format, after Splunk's documentation ("Date and time format variables", Splunk Enterprise 9), so
 * far as they are run.
 */
final class TimeVariables {

    private static final Pattern VARIABLE = Pattern.compile("%([0-9]*)(.)", Pattern.DOTALL);
    private static final String RUN = "%ABDFHIMNQRSTXYZabcdefjkmpswxyz";

    private TimeVariables() {}

    /** Those of the format that are not run, each once, for example {@code %G}. */
    static Set<String> notRun(String format) {
        Set<String> unknown = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(format);
        while (variable.find()) {
            if (plain(variable) == null) {
                unknown.add(variable.group());
            }
        }
        return unknown;
    }

    /** The format with subseconds that name their number of digits, as {@code %3N}, written by the variables without. */
    static String plain(String format) {
        return VARIABLE.matcher(format)
                .replaceAll(variable ->
                        Matcher.quoteReplacement(Objects.requireNonNullElse(plain(variable), variable.group())));
    }

    private static @Nullable String plain(MatchResult variable) {
        String name = variable.group(2);
        boolean subseconds = name.equals("N") || name.equals("Q");
        return switch (variable.group(1)) {
            case "" -> RUN.contains(name) ? variable.group() : null;
            case "3" -> subseconds ? "%Q" : null;
            case "6" -> subseconds ? "%N" : null;
            // Times are kept in microseconds, so what is behind them is known.
            case "9" -> subseconds ? "%N000" : null;
            default -> null;
        };
    }
}
