package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider run FILE...} as a user calls it. The samples are synthetic. */
class RunFilesIT {

    private static final Path SAMPLES = Outrider.PROJECT.resolve("samples");

    @TempDir
    Path directory;

    @Test
    void samplesGiveOneAlertForEachCommandAndHour() {
        Outrider outrider = new Outrider(directory);

        Outrider.Result result = outrider.call("run", SAMPLES.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        // Six Sysmon files with six rows each, and three Security files with five: a renamed winrs.exe shows in Sysmon
        // only.
        assertThat(result.out()).contains("51 alerts: 51 medium").contains("117 events from 9 files");
        assertThat(outrider.alerts()).hasSize(51);
        assertThat(outrider.lines("dead-letters")).isEmpty();
    }

    @Test
    void repeatedCommandIsCountedWithinItsHourAndAlertsAnewInTheNext() {
        Outrider outrider = new Outrider(directory);

        outrider.call("run", SAMPLES.resolve("synthetic-sysmon.xml.log").toString());

        List<JsonNode> repeated = outrider.alerts().stream()
                .filter(alert -> row(alert).get("process").asText().equals("winrs -r:srv-011 tasklist"))
                .toList();
        assertThat(repeated)
                .extracting(alert -> row(alert).get("count").asInt())
                .containsExactly(3, 1);
        assertThat(repeated)
                .extracting(alert -> row(alert).get("firstTime").asText())
                .containsExactly("2025-06-03T09:15:00", "2025-06-03T10:03:00");
        assertThat(repeated.get(0).get("metadata").get("uid"))
                .isNotEqualTo(repeated.get(1).get("metadata").get("uid"));
    }

    @Test
    void nearMissesGiveNoAlert() {
        Outrider outrider = new Outrider(directory);

        outrider.call("run", SAMPLES.toString());

        assertThat(outrider.alerts())
                .extracting(alert -> row(alert).get("process").asText())
                .allMatch(process ->
                        process.toLowerCase(Locale.ROOT).matches("(winrs|winrs.exe|helper.exe) -(r|remote):srv-.*"));
    }

    @Test
    void jsonSummaryIsOneDocumentOnStandardOutput() {
        JsonNode summary = new Outrider(directory)
                .call("run", "--format", "json", SAMPLES.toString())
                .json();

        assertThat(summary.get("events").asInt()).isEqualTo(117);
        assertThat(summary.get("matched").asInt()).isEqualTo(69);
        assertThat(summary.get("alerts").get("total").asInt()).isEqualTo(51);
        assertThat(summary.get("alerts").get("by_severity").get("medium").asInt())
                .isEqualTo(51);
        assertThat(summary.get("rejected").asInt()).isZero();
        assertThat(summary.get("events_per_s").asLong()).isPositive();
    }

    @Test
    void alertsAreTheSameWhateverTheOrderOfFilesAndTheSizeOfBatches() throws IOException {
        List<String> files = samples();
        List<JsonNode> expected = alertsOf(files, 500);
        // A fixed seed, so that a failure can be run again.
        Random random = new Random(7);
        for (int batchSize : new int[] {1, 3}) {
            Collections.shuffle(files, random);
            assertThat(alertsOf(files, batchSize)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<JsonNode> alertsOf(List<String> files, int batchSize) throws IOException {
        Outrider outrider = new Outrider(Files.createTempDirectory(directory, "run"))
                .with("outrider.input.batch-size", Integer.toString(batchSize));
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(files);
        outrider.call(arguments.toArray(String[]::new));
        List<JsonNode> alerts = outrider.alerts();
        alerts.forEach(alert -> ((ObjectNode) alert.get("metadata")).remove("logged_time"));
        return alerts;
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return new ArrayList<>(files.map(Path::toString).sorted().toList());
        }
    }

    @Test
    void realEventsWithoutWinrsGiveNoAlertAndNoneIsLost() {
        Outrider outrider = new Outrider(directory);

        JsonNode summary = outrider.call(
                        "run",
                        "--format",
                        "json",
                        Corpus.path("events/windows-json").toString(),
                        Corpus.path("events/attack-range").toString(),
                        Corpus.path("events/splunk-xml").toString(),
                        Corpus.path("events/process-events.ndjson.gz").toString())
                .json();

        assertThat(summary.get("alerts").get("total").asInt()).isZero();
        assertThat(outrider.alerts()).isEmpty();
        assertThat(summary.get("events").asInt()).isGreaterThan(50_000);
        assertThat(summary.get("failures").asInt()).isZero();
        assertThat(outrider.lines("dead-letters"))
                .hasSize(summary.get("rejected").asInt()
                        + summary.get("repaired").asInt());
    }

    @Test
    void fileNamedTwiceIsReadOnce() {
        String file = SAMPLES.resolve("synthetic-sysmon.xml.log").toString();

        JsonNode summary = new Outrider(directory)
                .call("run", "--format", "json", file, SAMPLES + "/./synthetic-sysmon.xml.log")
                .json();

        assertThat(summary.get("files").asInt()).isOne();
        assertThat(summary.get("events").asInt()).isEqualTo(13);
    }

    @Test
    void badValueOfAPropertyIsNamedWithWhatWasExpected() {
        Outrider.Result result = new Outrider(directory)
                .with("outrider.grouping.window", "often")
                .call("run", SAMPLES.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("outrider.grouping.window")
                .contains("expected a duration such as")
                .doesNotContain("\tat ");
    }

    @Test
    void timeWithoutAZoneIsReadInTheZoneThatIsGiven() throws IOException {
        String zoned = Files.readAllLines(SAMPLES.resolve("synthetic-sysmon.nxlog.jsonl"))
                .get(0);
        Path file = directory.resolve("local.jsonl");
        Files.writeString(file, zoned.replaceAll(", \"@timestamp\": \"[^\"]*\"", ""));
        Outrider outrider = new Outrider(directory);

        outrider.call("run", "--timezone", "Europe/Berlin", file.toString());

        assertThat(row(outrider.alerts().get(0)).get("firstTime").asText()).isEqualTo("2025-06-03T07:05:00");
    }

    @Test
    void brokenMacroFileIsToldAndTheRestRuns() throws IOException {
        Path detections =
                Files.createDirectories(directory.resolve("own/macros")).getParent();
        Files.writeString(detections.resolve("macros/broken.yml"), "name: [");
        Files.copy(
                Outrider.PROJECT.resolve("detections/endpoint/remote_process_instantiation_via_winrm_and_winrs.yml"),
                detections.resolve("winrs.yml"));

        Outrider.Result result =
                new Outrider(directory).call("run", "--detections", detections.toString(), SAMPLES.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("broken.yml:1:");
        assertThat(result.out()).contains("51 alerts");
    }

    @Test
    void missingFileIsNamedAndNothingRuns() {
        Outrider outrider = new Outrider(directory);

        Outrider.Result result = outrider.call("run", "no-such-file.log");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no-such-file.log");
        assertThat(outrider.alerts()).isEmpty();
    }

    @Test
    void directoryThatCannotBeWrittenIsNamedBeforeAnythingIsRead() throws IOException {
        // A file in the directory's place: permissions would not stop a test that runs as root.
        Files.writeString(directory.resolve("alerts"), "");
        Outrider.Result result = new Outrider(directory).call("run", SAMPLES.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("outrider.sink.alerts.directory = alerts")
                .contains("cannot");
    }

    @Test
    void directoryWithoutADetectionThatRunsIsSaidSo() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("none"));

        Outrider.Result result =
                new Outrider(directory).call("run", "--detections", empty.toString(), SAMPLES.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no").contains("outrider validate");
    }

    private static JsonNode row(JsonNode alert) {
        return alert.get("unmapped").get("search_result");
    }
}
