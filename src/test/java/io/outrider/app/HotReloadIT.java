package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detections that are edited while the service runs, with the properties that are shipped. Content and events are synthetic. */
class HotReloadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    // What is promised is 5 seconds from the edit to the log line; a busy build machine gets some more.
    private static final Duration LIVE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private DetectionFiles files;
    private String good;
    private int dropped;

    @BeforeEach
    void prepare() throws IOException {
        Path macros = Files.createDirectories(directory.resolve("detections/macros"));
        files = new DetectionFiles(macros.getParent(), directory);
        good = Files.readString(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow();
        files.put(
                "first",
                "| tstats count from datamodel=Endpoint.Processes by Processes.dest | rename Processes.* as * | `first_filter`");
    }

    private void drop(String events) throws IOException {
        files.write(
                Files.createDirectories(directory.resolve("inbox")).resolve("events" + dropped++ + ".log"),
                events + "\n");
    }

    private String at(String host) {
        return good.replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>");
    }

    private static void within(Duration time, ThrowingRunnable assertion) {
        Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private List<String> alerts(Outrider outrider) {
        return outrider.alerts().stream()
                .map(alert -> text(alert, "activity_name")
                        + ' '
                        + alert.get("finding_info").get("title").asText())
                .toList();
    }

    private static String text(JsonNode alert, String field) {
        return alert.get(field).asText();
    }

    private static long changes(Outrider.Service service) {
        return service.log()
                .lines()
                .filter(line -> line.contains("Detections changed"))
                .count();
    }

    private void changed(Outrider.Service service, long times) {
        within(LIVE, () -> assertThat(changes(service)).as(service.log()).isEqualTo(times));
    }

    private static void running(Outrider.Service service) {
        within(PATIENCE, () -> assertThat(service.log()).contains("started in"));
    }

    @Test
    void newEditedDeletedAndBrokenFilesAreLiveWithinSeconds() throws IOException {
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop(at("one.example.com"));
            within(PATIENCE, () -> assertThat(alerts(outrider)).containsExactly("Create first"));

            files.put(
                    "second",
                    "| tstats count from datamodel=Endpoint.Processes by Processes.dest | rename Processes.* as *");
            changed(service, 1);
            drop(at("two.example.com"));
            within(
                    PATIENCE,
                    () -> assertThat(alerts(outrider)).contains("Create second").hasSize(3));

            files.put(
                    "second",
                    "| tstats count from datamodel=Endpoint.Processes where Processes.dest=no* by Processes.dest | rename Processes.* as *");
            changed(service, 2);
            drop(at("three.example.com"));
            within(PATIENCE, () -> assertThat(alerts(outrider)).hasSize(4));
            assertThat(alerts(outrider)).containsOnlyOnce("Create second");

            files.write("first.yml", "broken");
            changed(service, 3);
            assertThat(service.log()).contains("first.yml:1:1").contains("before this one stays in use");
            drop(at("four.example.com"));
            within(PATIENCE, () -> assertThat(alerts(outrider)).hasSize(5));

            files.delete("first.yml");
            changed(service, 4);
            drop(at("five.example.com"));
            within(
                    PATIENCE,
                    () -> assertThat(directory.resolve("inbox/.done/events4.log"))
                            .exists());
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
        }
        assertThat(alerts(outrider))
                .filteredOn(alert -> alert.startsWith("Create"))
                .hasSize(5);
    }

    @Test
    void editedFilterMacroSilencesAtOnce() throws IOException {
        Outrider outrider = new Outrider(directory).with("outrider.grouping.idle-timeout", "1h");
        try (Outrider.Service service = outrider.start()) {
            drop(at("one.example.com") + "\n" + at("two.example.com"));
            within(PATIENCE, () -> assertThat(alerts(outrider)).hasSize(2));

            files.write("macros/first_filter.yml", "name: first_filter\ndefinition: search NOT dest=\"one*\"\n");
            changed(service, 1);
            drop(at("one.example.com") + "\n" + at("three.example.com"));

            within(
                    PATIENCE,
                    () -> assertThat(alerts(outrider))
                            .filteredOn("Create first"::equals)
                            .hasSize(3));
        }
        assertThat(outrider.alerts())
                .filteredOn(alert -> text(alert, "activity_name").equals("Create"))
                .extracting(alert ->
                        alert.get("unmapped").get("search_result").get("dest").asText())
                .containsExactlyInAnyOrder("one.example.com", "two.example.com", "three.example.com");
    }

    @Test
    void noEventIsLostWhileDetectionsChangeAllTheTime() throws IOException {
        Outrider outrider = new Outrider(directory).with("outrider.detections.reload-interval", "100ms");
        int many = 60;
        try (Outrider.Service service = outrider.start()) {
            running(service);
            for (int i = 0; i < many; i++) {
                int number = i;
                files.put(
                        "other",
                        "| tstats count from datamodel=Endpoint.Processes where Processes.dest=" + i
                                + " by Processes.dest | rename Processes.* as *");
                drop(at("host-" + i + ".example.com"));
                // One after the other, so that swaps fall between as many of them as can be.
                within(
                        PATIENCE,
                        () -> assertThat(directory.resolve("inbox/.done/events" + number + ".log"))
                                .exists());
            }
            within(PATIENCE, () -> assertThat(changes(service)).isGreaterThan(2));
            // What is said and not yet written when it stops waits for the next start.
            within(PATIENCE, () -> assertThat(outrider.alerts()).hasSizeGreaterThanOrEqualTo(many));
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(service.log()).contains(many + " events, " + many + " matched");
        }
        assertThat(outrider.alerts())
                .filteredOn(alert -> text(alert, "activity_name").equals("Create"))
                .extracting(alert ->
                        alert.get("unmapped").get("search_result").get("dest").asText())
                .doesNotHaveDuplicates()
                .hasSize(many);
    }

    @Test
    void detectionsAreChosenAndGradedByProperties() throws IOException {
        files.put(
                "second",
                "| tstats count from datamodel=Endpoint.Processes by Processes.dest | rename Processes.* as *");
        Files.writeString(directory.resolve("events.log"), at("one.example.com") + "\n");
        Outrider outrider = new Outrider(directory)
                .with("outrider.detections.exclude", "name:sec*")
                .with("outrider.detection.FIRST.severity", "critical")
                .with("outrider.detection.thrid.enabled", "false");

        Outrider.Result result =
                outrider.call("run", directory.resolve("events.log").toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("outrider.detection.thrid: expected the id or name of a detection");
        assertThat(outrider.alerts())
                .extracting(alert -> text(alert, "severity"))
                .containsExactly("Critical");
    }
}
