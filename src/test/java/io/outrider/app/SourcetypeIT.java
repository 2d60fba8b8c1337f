package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider.source.NAME.sourcetype} reaches the events of a running service. Events are synthetic. */
class SourcetypeIT {

    @TempDir
    Path directory;

    @Test
    void eventsWithoutASourcetypeGetTheOneThatTheOperatorGives() throws IOException {
        Path detections = Files.createDirectories(directory.resolve("detections"));
        new DetectionFiles(detections, directory)
                .put("own_thing", "sourcetype=own:thing verdict=bad | stats count by host sourcetype");
        Outrider outrider = new Outrider(directory)
                .with("outrider.detections.directories", detections.toString())
                .with("outrider.source.inbox.sourcetype", "own:thing");
        try (Outrider.Service service = outrider.start()) {
            outrider.drop(
                    "events.jsonl",
                    "{\"time\":\"2024-01-01T00:00:00Z\",\"host\":\"h1\",\"verdict\":\"bad\"}\n"
                            + "{\"time\":\"2024-01-01T00:00:00Z\",\"host\":\"h2\",\"verdict\":\"bad\",\"sourcetype\":\"other\"}\n");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(directory.resolve("inbox/.done/events.jsonl"))
                            .as(service.log())
                            .exists());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(outrider.alerts().get(0).toString())
                    .contains("own:thing")
                    .contains("h1");
        }
    }
}
