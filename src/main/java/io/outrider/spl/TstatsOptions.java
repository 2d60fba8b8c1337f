package io.outrider.spl;

import io.outrider.spl.Command.Option;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the options of {@code tstats}. Those on summaries choose where Splunk reads the events from; here there is one
 * stream, and they have no effect. {@code prestats=false} is Splunk's default.
 */
final class TstatsOptions {

    private static final Set<String> WITHOUT_EFFECT = Set.of("summariesonly", "allow_old_summaries");
    private static final Set<String> TRUE = Set.of("true", "t", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "0");

    private final Problems problems;

    TstatsOptions(Problems problems) {
        this.problems = problems;
    }

    /** The text that stands for an absent key field, or {@code null} for none. */
    @Nullable
    String fill(List<Option> options) {
        String fill = null;
        for (Option option : options) {
            String name = option.name().text();
            String value = option.value().text().toLowerCase(Locale.ROOT);
            if (name.equals("fillnull_value")) {
                fill = option.value().text();
            } else if (WITHOUT_EFFECT.contains(name)) {
                if (!TRUE.contains(value) && !FALSE.contains(value)) {
                    refuse(
                            option,
                            "expected true or false for " + name + ", but found "
                                    + option.value().text());
                }
            } else if (!name.equals("prestats") || !FALSE.contains(value)) {
                refuse(
                        option,
                        "expected an option that is run (summariesonly, allow_old_summaries, fillnull_value),"
                                + " but found " + name + "=" + option.value().text());
            }
        }
        return fill;
    }

    private void refuse(Option option, String message) {
        problems.error(option.name().position(), option.name().text(), message);
    }
}
