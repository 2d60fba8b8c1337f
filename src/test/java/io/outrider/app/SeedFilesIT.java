package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first detection as it was published in three years, unmodified, on the synthetic samples. */
class SeedFilesIT {

    private static final Path SAMPLES = Outrider.PROJECT.resolve("samples");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"seed_2021.yml", "seed_2024.yml", "seed_2025.yml"})
    void publishedFileGivesTheAlertsOfTheShippedOne(String name) throws IOException {
        Path seed = Corpus.path("seed").resolve(name);
        Path detections = Files.createDirectory(directory.resolve("seed"));
        Files.copy(seed, detections.resolve(name));
        Path macros = Files.createDirectory(detections.resolve("macros"));
        try (var files = Files.list(Outrider.PROJECT.resolve("detections/macros"))) {
            for (Path file : files.toList()) {
                Files.copy(file, macros.resolve(file.getFileName()));
            }
        }
        Outrider ours = new Outrider(Files.createDirectory(directory.resolve("ours")));
        ours.call("run", SAMPLES.toString());
        Outrider published = new Outrider(Files.createDirectory(directory.resolve("published")));

        Outrider.Result result = published.call("run", "--detections", detections.toString(), SAMPLES.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(rowsById(published.alerts())).hasSize(51).isEqualTo(rowsById(ours.alerts()));
        assertThat(published.alerts()).allSatisfy(alert -> {
            assertThat(alert.get("severity").asText()).isEqualTo("Medium");
            assertThat(alert.get("risk_score").asInt()).isEqualTo(54);
            assertThat(alert.get("message").asText())
                    .isEqualTo("A process was started on a remote endpoint from "
                            + alert.at("/unmapped/search_result/dest").asText());
        });
    }

    private static Map<String, JsonNode> rowsById(List<JsonNode> alerts) {
        return alerts.stream()
                .collect(Collectors.toMap(
                        alert -> alert.at("/metadata/uid").asText(), alert -> alert.at("/unmapped/search_result")));
    }
}
