package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Conversion;
import io.outrider.spl.Command.Convert;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lowers {@code convert}. Of its functions {@code ctime} is run. */
final class ConvertLowering {

    // Splunk's default, by the Search Reference.
    private static final String DEFAULT_FORMAT = "%m/%d/%Y %H:%M:%S";

    private final Problems problems;

    ConvertLowering(Problems problems) {
        this.problems = problems;
    }

    List<Stage> lower(Convert convert) {
        String format = DEFAULT_FORMAT;
        for (Option option : convert.options()) {
            if (option.name().text().equals("timeformat")) {
                format = format(option);
            } else {
                problems.error(
                        option.name().position(),
                        option.name().text(),
                        "expected the option timeformat, but found "
                                + option.name().text());
            }
        }
        List<Stage> stages = new ArrayList<>();
        for (Conversion conversion : convert.conversions()) {
            if (isRun(conversion)) {
                String as = conversion.as() == null ? null : conversion.as().text();
                stages.add(new Stage.FormatTime(conversion.field().text(), as, format));
            }
        }
        return stages;
    }

    private String format(Option option) {
        String format = option.value().text();
        Set<String> notRun = TimeVariables.notRun(format);
        if (!notRun.isEmpty()) {
            problems.error(
                    option.value().position(),
                    option.name().text(),
                    "expected variables that are run in timeformat, as %Y-%m-%dT%H:%M:%S, but found "
                            + String.join(", ", notRun));
        }
        return TimeVariables.plain(format);
    }

    private boolean isRun(Conversion conversion) {
        Name function = conversion.function();
        if (!function.text().equalsIgnoreCase("ctime")) {
            problems.error(
                    function.position(),
                    function.text(),
                    "expected the function ctime, but found " + function.text() + "; it is not run yet");
            return false;
        }
        if (conversion.field().text().contains("*")) {
            problems.error(
                    conversion.field().position(),
                    conversion.field().text(),
                    "expected a field's name in ctime(...), but found the wildcard "
                            + conversion.field().text() + "; it is not run yet");
            return false;
        }
        return true;
    }
}
