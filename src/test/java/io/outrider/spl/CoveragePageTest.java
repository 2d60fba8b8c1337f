package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Grouping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page of what runs says what the rules say, and the rules what is there. */
class CoveragePageTest {

    private static final Path PAGE = Path.of("docs/reference/spl-coverage.md");

    @Test
    void pageSaysWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("outrider.coverage.write")) {
            Files.writeString(PAGE, CoveragePage.text());
        }

        assertThat(Files.readString(PAGE))
                .as("run ./mvnw -Dquick -Dtest=CoveragePageTest -Doutrider.coverage.write=true test")
                .isEqualTo(CoveragePage.text());
    }

    @Test
    void everyCommandWithATreeRunsAndNoOther() {
        Set<String> trees = new TreeSet<>();
        for (Class<?> tree : Command.class.getPermittedSubclasses()) {
            trees.add(tree.getSimpleName().toLowerCase(Locale.ROOT));
        }
        trees.remove("othercommand");
        trees.addAll(List.of("eventstats", "streamstats", "tail", "bucket", "kv"));

        assertThat(new TreeSet<>(CoveragePage.runningCommands())).isEqualTo(trees);
    }

    @Test
    void everyOptionBelongsToACommandThatRuns() {
        Set<String> running = new HashSet<>(CoveragePage.runningCommands());

        for (CommandRule command : CommandRule.all()) {
            if (!OptionRule.of(command.name()).isEmpty()) {
                assertThat(running).contains(command.name());
            }
        }
    }

    @Test
    void everyAggregationOfTheEngineHasAName() {
        Set<Grouping.Function> named = new HashSet<>();
        AggregationRule.all().forEach(rule -> {
            if (rule.function() != null) {
                named.add(rule.function());
            }
        });

        assertThat(named).containsExactlyInAnyOrder(Grouping.Function.values());
    }

    @Test
    void whatIsRefusedHasAReason() {
        CommandRule.all().forEach(rule -> assertReason(rule.name(), rule.support(), rule.why()));
        FunctionRule.all().forEach(rule -> assertReason(rule.name(), rule.support(), rule.why()));
        AggregationRule.all().forEach(rule -> assertReason(rule.name(), rule.support(), rule.why()));
        for (CommandRule command : CommandRule.all()) {
            OptionRule.of(command.name()).forEach(rule -> assertReason(rule.name(), rule.support(), rule.why()));
        }
    }

    private static void assertReason(String name, Support support, String why) {
        if (support != Support.RUNS) {
            assertThat(why).as(name).isNotBlank();
        }
    }
}
