package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.Corpus;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of real events from 2019 to 2022, in the order of their names, with all published detections. */
class BackfillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static List<Path> files;
    private static String detections;
    private static Map<String, JsonNode> expected;

    @TempDir
    Path directory;

    @BeforeAll
    static void runOverAllOfThem(@TempDir Path home) {
        files = files(Corpus.path("events/windows-json"));
        detections = Corpus.path("escu/detections").toString();
        Outrider bounded = new Outrider(home);
        List<String> arguments = new ArrayList<>(List.of("run", "--detections", detections));
        files.forEach(file -> arguments.add(file.toString()));
        Outrider.Result result = bounded.call(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(bounded.lines("dead-letters")).isEmpty();
        expected = last(bounded.alerts());
        assertThat(expected).hasSizeGreaterThan(1_000).hasSize(bounded.alerts().size());
    }

    @Test
    void serviceSaysAtLastOfFilesThatLieYearsApartWhatOneRunOverAllOfThemSays() throws IOException {
        Outrider outrider = service("service", files);
        try (Outrider.Service service = outrider.start()) {
            awaitLast(outrider);
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
        }
        assertThat(outrider.call("deadletter", "list", "--format", "json")
                        .json()
                        .get("letters"))
                .as("none is late")
                .isEmpty();
    }

    @Test
    void instancesThatShareSuchFilesSayTogetherTheSame() throws IOException {
        List<Path> odd = new ArrayList<>();
        List<Path> even = new ArrayList<>();
        files.forEach(file -> (odd.size() > even.size() ? even : odd).add(file));
        try (PostgresServer server = PostgresServer.started()) {
            String url = server.url(server.create());
            Outrider one = sharing(service("one", odd), url, "one");
            Outrider two = sharing(service("two", even), url, "two");
            try (Outrider.Service ofOne = one.start();
                    Outrider.Service ofTwo = two.start()) {
                awaitLast(one, two);
                assertThat(ofOne.stop()).as(ofOne.log()).isIn(0, 143);
                assertThat(ofTwo.stop()).as(ofTwo.log()).isIn(0, 143);
            }
        }
    }

    private Outrider service(String name, List<Path> of) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        Path inbox = Files.createDirectory(home.resolve("inbox"));
        for (Path file : of) {
            Files.copy(file, inbox.resolve(file.getFileName()));
        }
        return new Outrider(home)
                .with("outrider.detections.directories", detections)
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "500");
    }

    private static Outrider sharing(Outrider outrider, String url, String instance) {
        return outrider.with("outrider.store.type", "postgresql")
                .with("outrider.store.url", url)
                .with("outrider.store.username", PostgresServer.USER)
                .with("outrider.store.password", PostgresServer.PASSWORD)
                .with("outrider.store.instance", instance);
    }

    private void awaitLast(Outrider... services) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(done()).isEqualTo(files.size());
            assertThat(differences(last(alerts(services)))).isEmpty();
        });
        assertThat(alerts(services))
                .as("each is made once")
                .filteredOn(alert -> alert.get("activity_name").asText().equals("Create"))
                .hasSize(expected.size());
    }

    /** The ids of alerts that are not as they should be. */
    private static Set<String> differences(Map<String, JsonNode> last) {
        Set<String> differences = new TreeSet<>(expected.keySet());
        differences.addAll(last.keySet());
        differences.removeIf(id -> expected.containsKey(id) && expected.get(id).equals(last.get(id)));
        return differences;
    }

    private long done() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.getParent().endsWith(".done")).count();
        }
    }

    private static List<JsonNode> alerts(Outrider... services) {
        return Stream.of(services).flatMap(service -> service.alerts().stream()).toList();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the latest revision of each alert says of its row, by the alerts' ids; none of those that were taken back. */
    private static Map<String, JsonNode> last(List<JsonNode> alerts) {
        Map<String, JsonNode> latest = new HashMap<>();
        for (JsonNode alert : alerts) {
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
