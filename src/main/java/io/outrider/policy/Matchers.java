package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.rule.Detection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Conditions on an alert, of which all must hold: at least one, since without any all alerts would be meant by mistake. */
public final class Matchers {

    // More than a person writes; each alert meets all of them.
    private static final int MOST = 20;
    private static final int LONGEST = 1_000;

    private final List<Matcher> all;

    private Matchers(List<Matcher> all) {
        this.all = all;
    }

    /**
     * Reads conditions such as {@code detection:type:TTP}, {@code severity:low} and {@code dest=ws-*}.
     *
     * @param selectors reads what stands behind {@code detection:}
     * @throws IllegalArgumentException if one cannot be read, or there are none or too many
     */
    public static Matchers parse(List<String> texts, Function<String, Predicate<Detection>> selectors) {
        if (texts.isEmpty() || texts.size() > MOST) {
            throw new IllegalArgumentException(
                    "expected from 1 to " + MOST + " conditions that must all hold, but found " + texts.size());
        }
        for (String text : texts) {
            if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("expected a condition in one line of at most " + LONGEST
                        + " characters, but found another of " + text.length());
            }
        }
        return new Matchers(
                texts.stream().map(text -> Matcher.parse(text, selectors)).toList());
    }

    /** Reads what {@link #lines} wrote. */
    public static Matchers ofLines(String lines, Function<String, Predicate<Detection>> selectors) {
        return parse(lines.lines().toList(), selectors);
    }

    public boolean match(Alert alert) {
        return all.stream().allMatch(matcher -> matcher.matches(alert));
    }

    /** A line each. */
    public String lines() {
        return all.stream().map(Matcher::text).collect(Collectors.joining("\n"));
    }
}
