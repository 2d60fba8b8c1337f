package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with a store of one mebibyte (decision 20), and windows that wait for ever. Events are synthetic. */
class StoreBoundIT {

    private static final int HOURS = 16;
    private static final int HOSTS = 400;
    private static final int EVENTS = HOURS * HOSTS;
    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    @TempDir
    Path directory;

    @BeforeEach
    void detection() throws IOException {
        Files.createDirectories(directory.resolve("detections/macros"));
        new DetectionFiles(directory.resolve("detections"), directory).put("hosts", CountedEvents.SEARCH);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(assertion);
    }

    private Outrider outrider() {
        return new Outrider(directory)
                .with("outrider.store.max-size", "1")
                .with("outrider.grouping.lateness", "30d")
                .with("outrider.grouping.tick", "200");
    }

    /** Some megabytes of rows: each host once in each hour, hour after hour. */
    private void drop(String name) throws IOException {
        String event = Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .get(0);
        StringBuilder all = new StringBuilder();
        for (int hour = 0; hour < HOURS; hour++) {
            for (int host = 0; host < HOSTS; host++) {
                all.append(event.replaceAll(
                                        "<Computer>[^<]*</Computer>",
                                        "<Computer>host-" + host + "-" + "x".repeat(300) + "</Computer>")
                                .replaceAll("SystemTime='2025-06-03T09", "SystemTime='2025-06-03T%02d".formatted(hour)))
                        .append('\n');
            }
        }
        Path hidden = Files.writeString(directory.resolve("part"), all);
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path done(String name) {
        return directory.resolve("inbox/.done").resolve(name);
    }

    @Test
    void inputThatIsMoreThanTheStoreMayHoldGoesThroughAndWindowsAreClosedEarlyForIt() throws Exception {
        Outrider outrider = outrider().with("outrider.alerts.emit", "close");
        allOfItGoesThrough(outrider);
        // And what the last windows say when the file has ended, in one batch: some thousand alerts, twice.
        assertThat(Files.size(directory.resolve("data/outrider.sqlite"))).isLessThan(6 << 20);
    }

    @Test
    void inputThatIsMoreThanPostgresqlMayHoldDoesToo() throws Exception {
        try (PostgresServer server = PostgresServer.started()) {
            allOfItGoesThrough(outrider()
                    .with("outrider.alerts.emit", "close")
                    .with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", server.url(server.create()))
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", PostgresServer.PASSWORD));
        }
    }

    private void allOfItGoesThrough(Outrider outrider) throws Exception {
        try (Outrider.Service service = outrider.start()) {
            drop("a.log");
            await(() -> assertThat(done("a.log")).exists());
            await(() -> assertThat(outrider.alerts()).hasSize(EVENTS));

            List<JsonNode> alerts = outrider.alerts();
            assertThat(alerts)
                    .as("each host's one event in each hour")
                    .allMatch(alert -> alert.get("count").asInt() == 1);
            assertThat(alerts).anyMatch(alert -> alert.at("/unmapped/partial").asBoolean());
            assertThat(service.log()).contains("To make room (outrider.store.max-size");
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(outrider.deadLetters()).isEmpty();
            assertThat(directory.resolve("inbox/.failed")).doesNotExist();
        }
    }

    @Test
    void inputWaitsWhileDeadLettersTakeTheStoreAndGoesOnAsTheyAreDropped() throws Exception {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        refusing.start();
        Outrider outrider = outrider()
                .with("outrider.egress.allow", "127.0.0.0/8")
                .with("outrider.sinks", "soc")
                .with("outrider.sink.soc.type", "webhook")
                .with("outrider.sink.soc.concurrency", "10")
                .with(
                        "outrider.sink.soc.url",
                        "http://127.0.0.1:" + refusing.getAddress().getPort() + "/")
                .with("outrider.sink.soc.secret", SECRET);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log");
            await(() -> assertThat(service.log())
                    .contains("outrider.store.max-size")
                    .contains("dead letters of deliveries")
                    .contains("outrider deadletter drop"));
            assertThat(directory.resolve("inbox/a.log")).exists();

            await(() -> {
                Outrider.Result dropped = outrider.call("deadletter", "drop", "--all");
                assertThat(dropped.exitCode()).as(dropped.err()).isZero();
                assertThat(done("a.log")).exists();
            });
            assertThat(directory.resolve("inbox/.failed")).doesNotExist();
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
        } finally {
            refusing.stop(0);
        }
    }

    @Test
    void storeWithoutABoundIsRefused() {
        Outrider.Result result =
                new Outrider(directory).with("outrider.store.max-size", "0").call("run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("outrider.store.max-size: expected 1 or more, but found 0");
    }
}
