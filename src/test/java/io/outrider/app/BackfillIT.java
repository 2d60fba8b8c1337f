package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of real events from 2019 to 2022, in the order of their names, with all published detections. */
class BackfillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path directory;

    @Test
    void serviceSaysAtLastOfFilesThatLieYearsApartWhatOneRunOverAllOfThemSays() throws IOException {
        List<Path> files = files(Corpus.path("events/windows-json"));
        String detections = Corpus.path("escu/detections").toString();
        Outrider bounded = new Outrider(Files.createDirectory(directory.resolve("bounded")));
        List<String> arguments = new ArrayList<>(List.of("run", "--detections", detections));
        files.forEach(file -> arguments.add(file.toString()));
        Outrider.Result result = bounded.call(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        Map<String, JsonNode> expected = last(bounded);
        assertThat(expected).hasSizeGreaterThan(1_000).hasSize(bounded.alerts().size());

        Path home = Files.createDirectory(directory.resolve("service"));
        Path inbox = Files.createDirectory(home.resolve("inbox"));
        for (Path file : files) {
            Files.copy(file, inbox.resolve(file.getFileName()));
        }
        Outrider outrider = new Outrider(home)
                .with("outrider.detections.directories", detections)
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "500");
        try (Outrider.Service service = outrider.start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(files(inbox.resolve(".done"))).hasSize(files.size());
                        assertThat(last(outrider)).isEqualTo(expected);
                    });
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
        }
        assertThat(outrider.alerts())
                .as("each is made once")
                .filteredOn(alert -> alert.get("activity_name").asText().equals("Create"))
                .hasSize(expected.size());
        assertThat(outrider.call("deadletter", "list", "--format", "json")
                        .json()
                        .get("letters"))
                .as("those of bad records; none is late")
                .hasSameSizeAs(bounded.lines("dead-letters"));
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    /** What the latest revision of each alert says of its row, by the alerts' ids; none of those that were taken back. */
    private static Map<String, JsonNode> last(Outrider outrider) {
        Map<String, JsonNode> latest = new HashMap<>();
        for (JsonNode alert : outrider.alerts()) {
            String id = alert.get("finding_info").get("uid").asText();
            latest.merge(id, alert, (a, b) -> revision(a) > revision(b) ? a : b);
        }
        Map<String, JsonNode> rows = new HashMap<>();
        latest.forEach((id, alert) -> {
            if (!alert.get("activity_name").asText().equals("Close")) {
                ObjectNode said = (ObjectNode) alert.get("unmapped").deepCopy();
                said.set("count", alert.get("count"));
                said.remove("revision");
                rows.put(id, said);
            }
        });
        return rows;
    }

    private static int revision(JsonNode alert) {
        return alert.get("unmapped").path("revision").asInt();
    }
}
