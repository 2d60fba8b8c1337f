package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shipped detection against its own folder: {@code match.jsonl} gives just the alerts of {@code expected.json}, {@code
 * near-miss.jsonl} gives none. Each line says what it shows in its field {@code synthetic}.
 */
class ShippedDetectionsIT {

    private static final Path FOLDERS = Outrider.PROJECT.resolve("src/test/resources/detections");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.sorted().toList();
        }
    }

    @Test
    void everyShippedDetectionHasAFolder() throws IOException {
        List<String> shipped = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Outrider.PROJECT.resolve("detections"))) {
            files.filter(file ->
                            file.toString().endsWith(".yml") && !file.toString().contains("macros"))
                    .forEach(file -> shipped.add(file.getFileName().toString().replace(".yml", "")));
        }

        assertThat(folders())
                .extracting(folder -> folder.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(shipped);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void matchingEventsGiveTheExpectedAlerts(Path folder) throws IOException {
        Outrider outrider = new Outrider(directory);

        outrider.call("run", folder.resolve("match.jsonl").toString());

        List<JsonNode> expected = new ArrayList<>();
        JSON.readTree(folder.resolve("expected.json").toFile()).forEach(expected::add);
        assertThat(outrider.alerts().stream().map(ShippedDetectionsIT::excerpt))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void eventsJustPastTheEdgeGiveNone(Path folder) {
        Outrider outrider = new Outrider(directory);

        Outrider.Result result = outrider.call(
                "run", "--format", "json", folder.resolve("near-miss.jsonl").toString());

        assertThat(outrider.alerts()).isEmpty();
        assertThat(result.json().get("events").asInt()).isPositive();
        assertThat(result.json().get("rejected").asInt()).isZero();
    }

    private static JsonNode excerpt(JsonNode alert) {
        ObjectNode excerpt = JSON.createObjectNode();
        for (String field : List.of("activity_name", "severity", "risk_score")) {
            excerpt.set(field, alert.get(field));
        }
        excerpt.set("row", alert.get("unmapped").get("search_result"));
        return excerpt;
    }
}
