package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an edit takes to be live, from the file's write to the alert, in the service with the properties that are shipped,
 * while events come all the time. Of these none is lost or counted twice. Detections and events are synthetic, but for the
 * published tree around them.
 */
class LiveEditsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What is promised. */
    private static final Duration LIVE = Duration.ofSeconds(5);

    private static final String BY_DEST =
            "| tstats count from datamodel=Endpoint.Processes by Processes.dest Processes.process_name"
                    + " | rename Processes.* as *";

    @TempDir
    Path directory;

    private DetectionFiles files;

    @Test
    void everyKindOfEditIsLiveWithinFiveSecondsAndEveryEventIsCountedOnce() throws IOException {
        Path detections = Files.createDirectories(directory.resolve("detections"));
        Files.createDirectories(detections.resolve("macros"));
        Files.createDirectories(detections.resolve("lookups"));
        files = new DetectionFiles(detections, directory);
        files.put("control", BY_DEST);
        run(new Outrider(directory), this::edit);
    }

    @Test
    void editAmongAllPublishedDetectionsIsLiveWithinFiveSeconds() throws IOException {
        Path detections = copyOfThePublishedTree();
        files = new DetectionFiles(detections, directory);
        files.put("control", BY_DEST);
        run(new Outrider(directory).with("outrider.detections.directories", detections.toString()), this::edit);
    }

    private interface Edits {
        void on(Outrider outrider) throws IOException;
    }

    private Outrider.Service service;

    private void run(Outrider outrider, Edits edits) throws IOException {
        List<String> hosts;
        try (Outrider.Service started = outrider.start();
                EventStream events = new EventStream(directory)) {
            service = started;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> outrider.alerts().stream().anyMatch(titled("control")));
            edits.on(outrider);
            events.stop();
            hosts = events.hosts();
            Awaitility.await().atMost(PATIENCE).until(() -> events.done() == hosts.size());
            // What is said and not yet written when it stops waits for the next start.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> creations(outrider, "control").size() >= hosts.size());
            assertThat(started.stop()).as(started.log()).isIn(0, 143);
            assertThat(started.log()).contains("Since the start: " + hosts.size() + " events");
        }
        assertThat(creations(outrider, "control"))
                .as("one alert for each event, none lost, none twice")
                .containsExactlyInAnyOrderElementsOf(hosts);
        assertThat(outrider.alerts().stream().filter(titled("control")))
                .extracting(alert -> row(alert, "count"))
                .containsOnly("1");
        assertThat(creations(outrider, "edited")).doesNotHaveDuplicates();
    }

    private void edit(Outrider outrider) throws IOException {
        files.write("lookups/kinds.csv", "process_name,kind\nwinrs.exe,one\n");
        files.put("edited", BY_DEST + " | eval edition=1 | lookup kinds process_name OUTPUT kind | `edited_filter`");
        live("new file", () -> has(outrider, "edition", "1"));

        files.put("edited", BY_DEST + " | eval edition=2 | lookup kinds process_name OUTPUT kind | `edited_filter`");
        live("edited file", () -> has(outrider, "edition", "2"));

        files.write("macros/edited_filter.yml", "name: edited_filter\ndefinition: eval marked=\"yes\"\n");
        live("macro", () -> has(outrider, "marked", "yes"));

        files.write("lookups/kinds.csv", "process_name,kind\nwinrs.exe,two\n");
        live("lookup table", () -> has(outrider, "kind", "two"));

        int before = creations(outrider, "edited").size();
        files.write("edited.yml", "broken");
        live(
                "broken file",
                () -> service.log().contains("edited.yml:1:1")
                        && service.log().contains("before this one stays in use"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> creations(outrider, "edited").size() > before + 8);

        long changes = changes();
        files.delete("edited.yml");
        live("deleted file", () -> changes() > changes);
        List<String> last = creations(outrider, "edited");
        int controls = creations(outrider, "control").size();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> creations(outrider, "control").size() > controls + 8);
        assertThat(creations(outrider, "edited"))
                .as("a deleted detection says nothing any more")
                .isEqualTo(last);
    }

    private static void live(String edit, Callable<Boolean> shown) {
        long written = System.nanoTime();
        Awaitility.await(edit)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(shown);
        Duration taken = Duration.ofNanos(System.nanoTime() - written);
        System.out.println(edit + " live after " + taken.toMillis() + " ms");
        assertThat(taken).as(edit).isLessThanOrEqualTo(LIVE);
    }

    private long changes() {
        return service.log()
                .lines()
                .filter(line -> line.contains("Detections changed"))
                .count();
    }

    private static boolean has(Outrider outrider, String column, String value) {
        return outrider.alerts().stream()
                .filter(titled("edited"))
                .anyMatch(alert -> row(alert, column).equals(value));
    }

    private static List<String> creations(Outrider outrider, String title) {
        return outrider.alerts().stream()
                .filter(titled(title))
                .filter(alert -> alert.get("activity_name").asText().equals("Create"))
                .map(alert -> row(alert, "dest"))
                .toList();
    }

    private static Predicate<JsonNode> titled(String title) {
        return alert -> alert.get("finding_info").get("title").asText().equals(title);
    }

    private static String row(JsonNode alert, String column) {
        return alert.path("unmapped").path("search_result").path(column).asText();
    }

    private Path copyOfThePublishedTree() throws IOException {
        Path published = Corpus.path("escu");
        for (String folder : List.of("detections", "macros", "lookups")) {
            try (Stream<Path> paths = Files.walk(published.resolve(folder))) {
                for (Path file : paths.toList()) {
                    Path copy = directory
                            .resolve("published")
                            .resolve(published.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
        }
        Path tree = directory.resolve("published/detections");
        Files.createDirectories(tree.resolve("macros"));
        Files.createDirectories(tree.resolve("lookups"));
        return tree;
    }
}
