package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/** Writes {@code docs/reference/spl-coverage.md} from the rules in the code. */
final class CoveragePage {

    private final StringBuilder page = new StringBuilder();

    static String text() {
        CoveragePage coverage = new CoveragePage();
        coverage.write();
        return coverage.page.toString();
    }

    private void write() {
        page.append("""
                # What of SPL runs

                Made from `CommandRule`, `OptionRule`, `FunctionRule`, `AggregationRule`, `ConvertRule` and `MacroRule` in
                `io.outrider.spl`; a test fails when this page differs from them. To write it anew:

                    ./mvnw -Dquick -Dtest=CoveragePageTest -Doutrider.coverage.write=true test

                Each part of the language runs as Splunk's documentation says, is refused with the place in the detection's
                file and the reason below, or is accepted without effect: then there is nothing here that it could act on.
                What this page does not list is refused as unknown.

                """);
        commands();
        options();
        functions();
        section("Aggregations of `stats`, `eventstats`, `streamstats` and `tstats`");
        AggregationRule.all().forEach(rule -> row(rule.name(), rule.support(), rule.why()));
        section("Functions of `convert`");
        ConvertRule.all().forEach(rule -> row(rule.name(), rule.support(), rule.why()));
        section("Macros that come with Splunk's apps");
        MacroRule.all().forEach(rule -> row(rule.name(), rule.support(), rule.why()));
        page.append("""

                All other macros, and lookup tables, are content: files in folders `macros` and `lookups` inside or beside the
                detections. A search that names one that is not there is refused, and the message says where to put it.
                """);
    }

    private void commands() {
        section("Commands");
        CommandRule.all().forEach(rule -> row(rule.name(), rule.support(), rule.why()));
    }

    private void options() {
        page.append("\n## Options\n\n| Command | Option | | Why, or what to know |\n|---|---|---|---|\n");
        for (CommandRule command : CommandRule.all()) {
            for (OptionRule rule : OptionRule.of(command.name())) {
                page.append("| `%s` | `%s` | %s | %s |\n"
                        .formatted(command.name(), rule.name(), rule.support().words(), rule.why()));
            }
        }
    }

    private void functions() {
        section("Functions of `eval` and `where`");
        FunctionRule.all().forEach(rule -> row(rule.name(), rule.support(), rule.why()));
    }

    private void section(String title) {
        page.append(page.toString().endsWith("\n\n") ? "" : "\n")
                .append("## ")
                .append(title)
                .append("\n\n| Name | | Why, or what to know |\n|---|---|---|\n");
    }

    private void row(String name, Support support, String why) {
        page.append("| `%s` | %s | %s |\n".formatted(name, support.words(), why));
    }

    /** The names of the commands that run. */
    static List<String> runningCommands() {
        List<String> running = new ArrayList<>();
        CommandRule.all().forEach(rule -> {
            if (rule.support() == Support.RUNS) {
                running.add(rule.name());
            }
        });
        return running;
    }
}
