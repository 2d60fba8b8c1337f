package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed and started again: what it said before and what it says after is what one says that runs on. */
class DurableStateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path directory;

    private final String good = first();

    private static String first() {
        try {
            return Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                    .get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private void drop(String name, String content) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path hidden = Files.writeString(directory.resolve(name + ".tmp"), content);
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Outrider outrider() {
        return new Outrider(directory)
                .with("outrider.input.batch-size", "10")
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200");
    }

    private static JsonNode last(Outrider outrider) {
        List<JsonNode> alerts = outrider.alerts();
        return alerts.get(alerts.size() - 1);
    }

    @Test
    void killedInTheMiddleOfAFileItCountsEachEventOnce() throws IOException, InterruptedException {
        killInTheMiddleOfAFile(this::outrider, 60_000);
    }

    @Test
    void killedInTheMiddleOfAFileItCountsEachEventOnceInPostgresqlToo() throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.started()) {
            String url = server.url(server.create());
            killInTheMiddleOfAFile(
                    () -> outrider()
                            .with("outrider.store.type", "postgresql")
                            .with("outrider.store.url", url)
                            .with("outrider.store.username", PostgresServer.USER)
                            .with("outrider.store.password", PostgresServer.PASSWORD),
                    30_000);
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }

    private void killInTheMiddleOfAFile(Supplier<Outrider> outriders, int events)
            throws IOException, InterruptedException {
        drop("long.log", (good + "\n").repeat(events));
        // Printed, so that a failure can be played again.
        long seed = System.nanoTime();
        System.out.println("DurableStateIT: seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < 3; kill++) {
            Outrider.Service service = outriders.get().start();
            if (kill == 0) {
                await(() -> assertThat(outriders.get().alerts()).isNotEmpty());
            } else {
                await(() -> assertThat(service.log()).contains("Goes on with 1 windows"));
            }
            // Not to wait for something: to be somewhere.
            Thread.sleep(random.nextInt(300));
            service.kill();
        }
        Outrider outrider = outriders.get();
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(directory.resolve("inbox/.done/long.log")).exists());
            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(events));
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(outrider.alerts())
                .extracting(alert -> alert.at("/metadata/uid").asText())
                .as("ids")
                .containsOnly(last(outrider).at("/metadata/uid").asText());
        assertThat(last(outrider).at("/unmapped/partial").asBoolean()).isFalse();
    }

    @Test
    void followedFileIsReadOnAtTheRightByteBehindAKillInItsMiddleAndARotationWhileNothingRan()
            throws IOException, SQLException {
        Path log = Files.createDirectories(directory.resolve("logs")).resolve("events.log");
        // Of which a kill at the first alert leaves most: ten lines are a batch, and a batch a transaction.
        int events = 60_000;
        Files.writeString(log, (good + "\n").repeat(events));
        Outrider outrider = outrider()
                .with("outrider.sources", "followed")
                .with("outrider.source.followed.type", "tail")
                .with("outrider.source.followed.directory", "logs")
                .with("outrider.grouping.idle-timeout", "2s");
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(outrider.alerts()).isNotEmpty());
            service.kill();
        }
        long size = Files.size(log);
        try (StoreLook store = new StoreLook(StoreLook.SQLITE + directory.resolve("data/outrider.sqlite"))) {
            assertThat(store.units().values())
                    .singleElement()
                    .satisfies(unit -> assertThat(unit.position()).isBetween(1L, size - 1));
        }
        // Whoever writes goes on meanwhile, then rotates.
        Files.writeString(log, (good + "\n").repeat(5), StandardOpenOption.APPEND);
        Files.move(log, log.resolveSibling("events.log.1"));
        Files.writeString(log, (good + "\n").repeat(5));
        int expected = events + 10;
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(last(outrider).get("count").asInt())
                    .as(service::log)
                    .isEqualTo(expected));
            service.stop();
        }
        // Not a whole line.
        Files.writeString(log, (good + "\n").repeat(4) + good.substring(0, 100), StandardOpenOption.APPEND);
        Files.writeString(log, good.substring(100) + "\n", StandardOpenOption.APPEND);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(last(outrider).get("count").asInt())
                    .as(service::log)
                    .isEqualTo(expected + 5));
        }
        assertThat(outrider.alerts())
                .extracting(alert -> alert.at("/metadata/uid").asText())
                .as("ids")
                .containsOnly(last(outrider).at("/metadata/uid").asText());
    }
}
