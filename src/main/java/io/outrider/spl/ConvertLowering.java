package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Conversion;
import io.outrider.spl.Command.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers {@code convert}. {@link ConvertRule} says which of its functions run. */
final class ConvertLowering {

    // Splunk's default, by the Search Reference.
    private static final String DEFAULT_FORMAT = "%m/%d/%Y %H:%M:%S";

    private static final String TIME_FORMAT = "timeformat";

    private final Problems problems;

    ConvertLowering(Problems problems) {
        this.problems = problems;
    }

    List<Stage> lower(Convert convert) {
        Options options = new Options("convert", convert.options(), problems);
        String format = options.has(TIME_FORMAT) ? format(options) : DEFAULT_FORMAT;
        List<Stage> stages = new ArrayList<>();
        for (Conversion conversion : convert.conversions()) {
            if (isRun(conversion)) {
                String as = conversion.as() == null ? null : conversion.as().text();
                stages.add(new Stage.FormatTime(conversion.field().text(), as, format));
            }
        }
        return stages;
    }

    private String format(Options options) {
        String format = options.text(TIME_FORMAT, DEFAULT_FORMAT);
        Set<String> notRun = TimeVariables.notRun(format);
        if (!notRun.isEmpty()) {
            problems.error(
                    options.place(TIME_FORMAT),
                    TIME_FORMAT,
                    "expected variables that are run in timeformat, as %Y-%m-%dT%H:%M:%S, but found "
                            + String.join(", ", notRun));
        }
        return TimeVariables.plain(format);
    }

    private boolean isRun(Conversion conversion) {
        Name function = conversion.function();
        Optional<ConvertRule> rule = ConvertRule.of(function.text());
        if (rule.filter(known -> known.support() == Support.RUNS).isEmpty()) {
            problems.error(
                    function.position(),
                    function.text(),
                    "expected the function ctime, but found " + function.text()
                            + rule.map(refused -> Coverage.refusal(refused.why()))
                                    .orElse(""));
            return false;
        }
        if (conversion.field().text().contains("*")) {
            problems.error(
                    conversion.field().position(),
                    conversion.field().text(),
                    "expected a field's name in ctime(...), but found the wildcard "
                            + conversion.field().text() + "; name the field");
            return false;
        }
        return true;
    }
}
