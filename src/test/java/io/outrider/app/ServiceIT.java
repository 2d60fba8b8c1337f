package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider run} as a service, in a directory with its own properties and routes. Events are synthetic. */
class ServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private final String good = read(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
            .lines()
            .findFirst()
            .orElseThrow();

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop(String name, String content) throws IOException {
        drop("inbox", name, content);
    }

    private void drop(String into, String name, String content) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve(into));
        Path hidden = Files.writeString(directory.resolve(name + ".tmp"), content);
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private Path routes() throws IOException {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Path shipped = Outrider.PROJECT.resolve("routes");
        // With those of sinks, which lie in a folder below.
        try (var files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = routes.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return routes;
    }

    private void properties(UnaryOperator<String> edit) throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                edit.apply(read(Outrider.PROJECT.resolve("application.properties"))));
    }

    @Test
    void droppedFileAlertsAtItsFirstMatchAndIsMovedToDone() throws IOException {
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("events.log", good + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() -> assertThat(directory.resolve("inbox/.done/events.log")).exists());
            assertThat(outrider.alerts().get(0).get("activity_name").asText()).isEqualTo("Create");
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(service.log()).doesNotContain("Exception");
            assertThat(service.log()).contains("Since the start: 1 events, 1 matched, 1 alerts, 0 undelivered");
        }
        assertThat(outrider.alerts())
                .as("a row that did not change is not sent again")
                .hasSize(1);
    }

    @Test
    void unreadableFileIsMovedToFailedAndTheNextIsRead() throws IOException {
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.evtx", "ElfFile\0\0\0");
            drop("b.log", good + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() -> assertThat(directory.resolve("inbox/.failed/a.evtx")).exists());
            assertThat(service.log())
                    .contains("a.evtx was set aside in .failed: ")
                    .doesNotContain("a.evtx was set aside in .failed: Multicast processing failed");
        }
    }

    @Test
    void fileOfTheSameNameNeverReplacesAFinishedOne() throws IOException {
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("events.log", good + "\n");
            await(() -> assertThat(directory.resolve("inbox/.done/events.log")).exists());
            drop("events.log", good.replace("whoami", "hostname") + "\n");

            await(() ->
                    assertThat(directory.resolve("inbox/.done").toFile().list()).hasSize(2));
            assertThat(read(directory.resolve("inbox/.done/events.log"))).contains("whoami");
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void filesOfOneNameInSubdirectoriesKeepTheirPlaces() throws IOException {
        drop("inbox/one", "events.log", good + "\n");
        drop("inbox/two", "events.log", good.replace("whoami", "hostname") + "\n");
        Outrider outrider = new Outrider(directory).with("outrider.source.inbox.recursive", "true");
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(outrider.alerts()).hasSize(2));

            await(() -> assertThat(read(directory.resolve("inbox/.done/one/events.log")))
                    .contains("whoami"));
            await(() -> assertThat(read(directory.resolve("inbox/.done/two/events.log")))
                    .contains("hostname"));
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(outrider.alerts()).as("finished files are not read again").hasSize(2);
    }

    @Test
    void moreOfTheSameRowInALaterFileIsOneUpdateWithTheWholeCount() throws IOException {
        Outrider outrider = new Outrider(directory)
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200");
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            drop("b.log", good.replace("09:05:", "09:35:") + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(2));
            JsonNode update = outrider.alerts().get(1);
            assertThat(update.get("activity_name").asText()).isEqualTo("Update");
            assertThat(update.get("count").asInt()).isEqualTo(2);
            assertThat(update.get("metadata").get("uid"))
                    .isEqualTo(outrider.alerts().get(0).get("metadata").get("uid"));
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void windowsThatAreOpenAtSigtermAreSentMarkedPartialIfNothingOutlivesTheProcess() throws IOException {
        Outrider outrider = new Outrider(directory)
                .with("outrider.store.type", "none")
                .with("outrider.alerts.emit", "close")
                .with("outrider.alerts.update-interval", "1h");
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            drop("b.log", good.replace("09:05:", "09:35:") + "\n");
            await(() -> assertThat(directory.resolve("inbox/.done/b.log")).exists());

            service.stop();

            assertThat(outrider.alerts())
                    .extracting(alert -> alert.get("count").asInt())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void handWrittenTemplatedRoutesWorkBesideThoseOfProperties() throws IOException {
        Path routes = routes();
        Files.writeString(routes.resolve("own.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: file-source
                    routeId: source-edr
                    parameters:
                      - name: name
                        value: edr
                      - name: directory
                        value: edr
                - templatedRoute:
                    routeTemplateRef: file-sink
                    routeId: sink-archive
                    parameters:
                      - name: name
                        value: archive
                      - name: directory
                        value: archive
                """);
        properties(text -> text.replace("outrider.sinks = alerts", "outrider.sinks = alerts, archive"));
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("edr", "a.log", good + "\n");

            await(() -> assertThat(outrider.lines("archive")).hasSize(1));
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void editedPropertiesTakeEffectAtTheNextStartWithoutARebuild() throws IOException {
        properties(text ->
                text.replace("outrider.sink.alerts.directory = alerts", "outrider.sink.alerts.directory = findings"));
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");

            await(() -> assertThat(outrider.lines("findings")).hasSize(1));
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void editedRouteTakesEffectWhileTheServiceRunsAndOpenWindowsSurvive() throws IOException {
        Path routes = routes();
        Outrider outrider = new Outrider(directory)
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200");
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));

            Path file = routes.resolve("5-group.camel.yaml");
            Files.writeString(file, read(file).replace("id: group\n", "id: group\n    note: edited\n"));
            await(() -> assertThat(service.log()).containsPattern("(?s)[Rr]oute.*reload.*group"));
            drop("b.log", good.replace("09:05:", "09:35:") + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(2));
            assertThat(outrider.alerts().get(1).get("count").asInt()).isEqualTo(2);
        }
    }

    @Test
    void misspelledSinkPropertyIsNamedAndItsAlertsAreKept() throws IOException {
        properties(text -> text.replace("outrider.sinks = alerts", "outrider.sinks = alerts, archive")
                + "\noutrider.sink.archive.type = file\noutrider.sink.archive.direcotry = archive\n");
        Outrider outrider = new Outrider(directory)
                .with("outrider.delivery.delay", "10ms")
                .with("outrider.delivery.give-up-after", "1s");
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");

            await(() -> assertThat(outrider.deadLetters()).hasSize(1));
            assertThat(outrider.deadLetters()
                            .get(0)
                            .get("finding")
                            .get("class_uid")
                            .asInt())
                    .isEqualTo(2004);
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(service.log()).contains("outrider.sink.archive.direcotry");
        }
    }

    @Test
    void sourceThatCannotStartStopsNoOther() throws IOException {
        properties(text -> text.replace("outrider.sources = inbox", "outrider.sources = inbox, broken")
                + "\noutrider.source.broken.type = file\noutrider.source.broken.directory = other\n"
                + "outrider.source.broken.timezone = UTC\noutrider.source.broken.noop = perhaps\n");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void deadEndpointDoesNotStopTheStartAndIsTriedAgain() throws IOException {
        Path routes = routes();
        Files.writeString(routes.resolve("strict.camel.yaml"), """
                - routeTemplate:
                    id: strict-source
                    parameters:
                      - name: name
                      - name: directory
                    from:
                      uri: file:{{directory}}
                      parameters:
                        startingDirectoryMustExist: true
                        autoCreate: false
                      steps:
                        - to: direct:read-input
                """);
        properties(text -> text.replace("outrider.sources = inbox", "outrider.sources = dead, inbox")
                        .replace(
                                "camel.routecontroller.back-off-delay = 5000",
                                "camel.routecontroller.back-off-delay = 500")
                + "\noutrider.source.dead.type = strict\noutrider.source.dead.directory = later/on\n");
        // A file stands where the directory is to be.
        Files.writeString(directory.resolve("later"), "");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() -> assertThat(service.log()).contains("source-dead could not start and is tried again"));

            Files.delete(directory.resolve("later"));
            drop("later/on", "b.log", good.replace("whoami", "hostname") + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(2));
        }
    }

    @Test
    void misspeltPropertyIsNamedAtTheStart() throws IOException {
        properties(text -> text + "\noutrider.gruoping.window = 30m\n");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("outrider.gruoping.window: no such property"));
        }
    }

    @Test
    void sigtermInTheMiddleOfAFileStopsAtOnceAndLeavesTheFileToBeReadAgain() throws IOException {
        // Long enough to be in the middle of it when the first alert is seen.
        String repeated = (good + "\n").repeat(100_000);
        Outrider outrider = new Outrider(directory).with("outrider.input.batch-size", "10");
        try (Outrider.Service service = outrider.start()) {
            drop("long.log", repeated);
            await(() -> assertThat(outrider.alerts()).isNotEmpty());

            service.stop();

            assertThat(service.log()).doesNotContain("Forcing shutdown");
        }
        assertThat(directory.resolve("inbox/long.log")).exists();
        assertThat(directory.resolve("inbox/.done/long.log")).doesNotExist();
        JsonNode interrupted = last(outrider);
        assertThat(interrupted.at("/unmapped/partial").asBoolean())
                .as("it stays open")
                .isFalse();
        assertThat(interrupted.get("count").asInt()).isLessThan(100_000);

        Outrider again = new Outrider(directory).with("outrider.grouping.tick", "200");
        try (Outrider.Service service = again.start()) {
            await(() -> assertThat(directory.resolve("inbox/.done/long.log")).exists());
            await(() -> assertThat(last(again).get("count").asInt()).isEqualTo(100_000));
            assertThat(last(again).at("/metadata/uid")).isEqualTo(interrupted.at("/metadata/uid"));
            assertThat(service.isAlive()).isTrue();
        }
    }

    private static JsonNode last(Outrider outrider) {
        List<JsonNode> alerts = outrider.alerts();
        return alerts.get(alerts.size() - 1);
    }

    @Test
    void alertsOfACommittedBatchAreKeptWhenTheirRouteIsBroken() throws IOException {
        Path routes = routes();
        Path file = routes.resolve("6-alert.camel.yaml");
        Files.writeString(file, read(file).replace("uri: direct:alert\n", "uri: direct:elsewhere\n"));
        Outrider outrider = new Outrider(directory)
                .with("outrider.delivery.delay", "10ms")
                .with("outrider.delivery.give-up-after", "1s");
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", good + "\n");

            await(() -> assertThat(outrider.deadLetters()).hasSize(1));
            JsonNode kept = outrider.deadLetters().get(0);
            assertThat(kept.at("/finding/class_uid").asInt()).isEqualTo(2004);
            assertThat(kept.get("reason").asText()).contains("direct://alert");
            await(() -> assertThat(directory.resolve("inbox/.done/a.log")).exists());
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void manySmallFilesDoNotWaitForEachOther() throws IOException {
        for (int i = 0; i < 100; i++) {
            drop("f" + i + ".log", good.replace("whoami", "command-" + i) + "\n");
        }
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Started source-inbox"));
            // One after the other, each waiting until it has settled, would take more than a minute.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(outrider.alerts()).hasSize(100));
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void badLinesOfADroppedFileAreSetAsideWithTheirPosition() throws IOException {
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", "no event\n" + good + "\n");

            await(() -> assertThat(outrider.alerts()).hasSize(1));
            List<JsonNode> rejected = outrider.deadLetters();
            assertThat(rejected).hasSize(1);
            assertThat(rejected.get(0).at("/letter/line").asInt()).isEqualTo(1);
            assertThat(rejected.get(0).at("/letter/source").asText()).endsWith("a.log");
            assertThat(service.isAlive()).isTrue();
        }
    }
}
