package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.rule.Detection.RiskObject;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.And;
import io.outrider.rule.Predicate.Matches;
import io.outrider.rule.Predicate.Or;
import io.outrider.rule.Predicate.Pattern.Wildcard;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.FormatTime;
import io.outrider.rule.Stage.Renaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first detection, in each of its published forms, is one rule. */
class SeedFilesTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {2021, 2024, 2025})
    void publishedFormIsTheRule(int year) throws IOException {
        Path seed = Corpus.path("seed/seed_" + year + ".yml");
        Path root = Files.createDirectories(temp.resolve("detections"));
        Files.copy(seed, root.resolve(seed.getFileName()));
        // The published macros, and the one that is not among them.
        try (Stream<Path> macros = Files.list(Corpus.path("escu/macros"))) {
            Files.createDirectories(root.resolve("macros"));
            for (Path macro : macros.toList()) {
                Files.copy(macro, root.resolve("macros").resolve(macro.getFileName()));
            }
        }
        ContentFolder folder = new ContentFolder(root)
                .with("macros/drop.yml", "name: drop_dm_object_name\narguments: [o]\ndefinition: rename $o$.* AS *\n");

        Content content = folder.load();

        assertThat(content.problems()).isEmpty();
        assertThat(content.entries()).hasSize(1);
        assertThat(content.entries().get(0).problems()).isEmpty();
        Rule rule = content.rules().get(0);
        assertThat(((Feed.Dataset) rule.search().feed()).name()).isEqualTo("Endpoint.Processes");
        assertThat(((Feed.Dataset) rule.search().feed()).where())
                .isEqualTo(new And(List.of(
                        new Or(List.of(
                                matches("process_name", "winrs.exe"), matches("original_file_name", "winrs.exe"))),
                        new Or(List.of(matches("process", "*-r:*"), matches("process", "*-remote:*"))))));
        assertThat(rule.search().rowStages()).isEmpty();
        assertThat(rule.grouping())
                .isEqualTo(new Grouping.By(
                        Stream.of(
                                        "dest",
                                        "user",
                                        "parent_process_name",
                                        "process_name",
                                        "process",
                                        "process_id",
                                        "parent_process_id")
                                .map(field -> new Key(field, "Processes." + field))
                                .toList(),
                        List.of(
                                Aggregation.of(Function.COUNT, null, "count"),
                                Aggregation.of(Function.MIN, "_time", "firstTime"),
                                Aggregation.of(Function.MAX, "_time", "lastTime")),
                        "null"));
        assertThat(rule.tail())
                .containsExactly(
                        new Stage.Rename(List.of(new Renaming("Processes.*", "*"))),
                        new FormatTime("firstTime", null, "%Y-%m-%dT%H:%M:%S"),
                        new FormatTime("lastTime", null, "%Y-%m-%dT%H:%M:%S"));
        assertThat(rule.about().id()).isEqualTo("0dd296a2-4338-11ec-ba02-3e22fbd008af");
        assertThat(rule.about().riskScore()).isEqualTo(54);
        assertThat(rule.about().riskObjects()).containsExactly(new RiskObject("dest", "system", 54));
        assertThat(rule.about().attackIds()).contains("T1021.006");
    }

    private static Predicate matches(String field, String text) {
        return new Matches(field, new Wildcard(text));
    }
}
