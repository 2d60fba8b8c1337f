package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.deliver.RenderedFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file sink's route as it is shipped. Findings are synthetic. */
class FileSinkRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private SinkUnderTest sink;

    private void start(String fileName) throws Exception {
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED),
                "sinks/file",
                "file",
                Map.of("directory", directory.resolve("alerts").toString(), "fileName", fileName));
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
    }

    private void send(int revision) {
        sink.send(RenderedFindings.document(
                "TTP", RenderedFindings.row(), revision, revision == 0 ? Activity.CREATE : Activity.UPDATE));
    }

    private static boolean isFinding(String line) {
        try {
            return JSON.readTree(line).at("/metadata/uid").asText().equals("5ca1ab1e");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("alerts/alerts.jsonl"));
    }

    @Test
    void eachFindingIsALineOfTheFileThatTheOperatorNames() throws Exception {
        start("alerts.jsonl");
        send(0);
        send(1);

        assertThat(lines()).hasSize(2).allMatch(FileSinkRouteTest::isFinding);
        assertThat(Files.readString(directory.resolve("alerts/alerts.jsonl"))).endsWith("}\n");
        try (var files = Files.list(directory.resolve("alerts"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void alertThatIsDeliveredTwiceIsASecondLineOfTheSameIdAndSequence() throws Exception {
        start("alerts.jsonl");
        send(0);
        send(1);
        send(1);

        assertThat(lines()).hasSize(3).allMatch(FileSinkRouteTest::isFinding);
        assertThat(lines().get(2)).isEqualTo(lines().get(1));
        assertThat(JSON.readTree(lines().get(0)).at("/metadata/sequence").asInt())
                .isZero();
        assertThat(JSON.readTree(lines().get(1)).at("/metadata/sequence").asInt())
                .isEqualTo(1);
    }

    @Test
    void lineThatAKillCutIsEndedAndTheNextIsWhole() throws Exception {
        Files.createDirectories(directory.resolve("alerts"));
        Files.writeString(directory.resolve("alerts/alerts.jsonl"), "{\"metadata\":{\"uid\":\"5ca");
        start("alerts.jsonl");
        send(0);

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).isEqualTo("{\"metadata\":{\"uid\":\"5ca");
        assertThat(isFinding(lines().get(1))).isTrue();
    }

    @Test
    void fullDiskIsAFailureThatIsTriedAgain() throws Exception {
        assumeThat(Path.of("/dev/full")).as("a device that is always full").exists();
        Files.createDirectories(directory.resolve("alerts"));
        Files.createSymbolicLink(directory.resolve("alerts/alerts.jsonl"), Path.of("/dev/full"));
        start("alerts.jsonl");
        send(0);

        assertThat(sink.deadLetters()).singleElement().asString().contains("No space left on device");
        // Once there is room, there are whole lines.
        Files.delete(directory.resolve("alerts/alerts.jsonl"));
        send(0);
        assertThat(lines()).hasSize(1).allMatch(FileSinkRouteTest::isFinding);
    }

    @Test
    void nameThatLeadsOutOfTheDirectoryIsARefusal() throws Exception {
        start("../outside.jsonl");
        send(0);

        assertThat(directory.resolve("outside.jsonl")).doesNotExist();
        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .startsWith("file: expected the name of a file within ");
    }
}
