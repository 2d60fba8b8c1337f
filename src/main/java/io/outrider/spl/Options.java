package io.outrider.spl;

import io.outrider.spl.Command.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of one command, checked against {@link OptionRule}: one that is not known, is refused, or is given twice is
 * an error. What is asked for after an error is the default.
 */
final class Options {

    private static final Set<String> TRUE = Set.of("true", "t", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "0");

    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final Problems problems;
    private boolean clean = true;

    Options(String command, List<Option> options, Problems problems) {
        this.problems = problems;
        for (Option option : options) {
            String name = option.name().text().toLowerCase(Locale.ROOT);
            OptionRule rule = OptionRule.of(command, name).orElse(null);
            if (rule == null) {
                List<String> known =
                        OptionRule.of(command).stream().map(OptionRule::name).toList();
                error(
                        option,
                        "expected an option of " + command + (known.isEmpty() ? "" : ", as " + String.join(", ", known))
                                + ", but found " + option.name().text() + Suggestion.among(known, name));
            } else if (rule.support() == Support.REFUSED) {
                error(
                        option,
                        "expected an option of " + command + " that is run, but found "
                                + option.name().text() + Coverage.refusal(rule.why()));
            } else if (byName.putIfAbsent(name, option) != null) {
                error(option, "expected the option " + name + " once, but found it again");
            }
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    @Nullable
    String text(String name) {
        Option option = byName.get(name);
        return option == null ? null : option.value().text();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** One of the texts, in lower case. */
    String choice(String name, String otherwise, List<String> allowed) {
        Option option = byName.get(name);
        if (option == null) {
            return otherwise;
        }
        String found = option.value().text().toLowerCase(Locale.ROOT);
        if (!allowed.contains(found)) {
            error(
                    option,
                    "expected " + String.join(" or ", allowed) + " for " + name + ", but found "
                            + option.value().text());
            return otherwise;
        }
        return found;
    }

    boolean flag(String name, boolean otherwise) {
        Option option = byName.get(name);
        if (option == null) {
            return otherwise;
        }
        String value = option.value().text().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            error(
                    option,
                    "expected true or false for " + name + ", but found "
                            + option.value().text());
            return otherwise;
        }
        return TRUE.contains(value);
    }

    /** An option that is run with its default only. */
    void only(String name, boolean value) {
        if (flag(name, value) != value) {
            error(byName.get(name), "expected " + name + "=" + value + ", but found the other; it is not run");
        }
    }

    int number(String name, int otherwise, int least) {
        Option option = byName.get(name);
        return option == null ? otherwise : Counts.of(option.value(), name, otherwise, least, problems);
    }

    /** Where the value stands; only of an option that is there. */
    Position place(String name) {
        return byName.get(name).value().position();
    }

    /** Whether no option was wrong so far. */
    boolean isClean() {
        return clean;
    }

    private void error(Option option, String message) {
        clean = false;
        problems.error(option.name().position(), option.name().text(), message);
    }
}
