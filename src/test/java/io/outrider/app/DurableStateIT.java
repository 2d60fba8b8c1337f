package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    void followedFileIsReadOnAtTheRightByteAfterARestart() throws IOException {
        Path log = Files.createDirectories(directory.resolve("logs")).resolve("events.log");
        Files.writeString(log, (good + "\n").repeat(5));
        for (int round = 1; round <= 3; round++) {
            Outrider outrider = outrider()
                    .with("outrider.sources", "followed")
                    .with("outrider.source.followed.type", "tail")
                    .with("outrider.source.followed.directory", "logs")
                    .with("outrider.grouping.idle-timeout", "2s");
            int expected = 5 * round;
            Outrider.Service service = outrider.start();
            await(() -> assertThat(outrider.alerts()).isNotEmpty());
            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(expected));
            if (round % 2 == 0) {
                service.kill();
            } else {
                service.stop();
            }
            // While it is not running, and not a whole line.
            Files.writeString(log, (good + "\n").repeat(4) + good.substring(0, 100), StandardOpenOption.APPEND);
            Files.writeString(log, good.substring(100) + "\n", StandardOpenOption.APPEND);
        }
    }
}
