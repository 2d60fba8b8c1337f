package io.outrider.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.FreePort;
import io.outrider.store.PostgresServer;
import io.outrider.store.ReceiveJournal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syslog over TCP, and a service that is killed meanwhile: what its journal holds says what has to be counted. Synthetic events. */
class ReceiveJournalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Commands, each a row and so an alert of its own. Message n has command n modulo this. */
    private static final int COMMANDS = 20;

    @TempDir
    Path directory;

    private String good;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        good = Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .get(0);
        port = FreePort.find();
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private Outrider outrider() {
        return new Outrider(directory)
                .with("outrider.sources", "tcp")
                .with("outrider.source.tcp.type", "syslog-tcp")
                .with("outrider.source.tcp.port", String.valueOf(port))
                .with("outrider.input.batch-size", "20")
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.idle-timeout", "2s")
                .with("outrider.grouping.tick", "200");
    }

    private byte[] message(int number) {
        return (good.replace("whoami", "command-" + number % COMMANDS) + "\n").getBytes(UTF_8);
    }

    /** Sends numbered messages on one connection, until all are sent or the connection breaks. */
    private final class Sender extends Thread {

        private final int from;
        private final int to;

        Sender(int from, int to) {
            this.from = from;
            this.to = to;
            start();
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                for (int i = from; i < to; i++) {
                    out.write(message(i));
                }
            } catch (IOException e) {
                // The service was killed.
            }
        }
    }

    private static void awaitStart(Outrider.Service service) {
        await(() -> assertThat(service.log()).contains("Started source-tcp"));
    }

    /** How many messages the journal knows of, as a process left it; it stays as it is. */
    private int journalled() throws IOException {
        Path copy = Files.createTempDirectory(directory, "journal");
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(ReceiveJournal.FILE))
                    .toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (ReceiveJournal journal = new ReceiveJournal(copy, false)) {
            return Math.toIntExact(journal.end("tcp"));
        }
    }

    /** What was said last of each command. */
    private static Map<String, Integer> counts(Outrider outrider) {
        Pattern command = Pattern.compile("command-\\d+");
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode alert : outrider.alerts()) {
            Matcher matcher = command.matcher(alert.toString());
            assertThat(matcher.find()).isTrue();
            counts.put(matcher.group(), alert.get("count").asInt());
        }
        return counts;
    }

    private static Map<String, Integer> expected(int messages) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < messages; i++) {
            counts.merge("command-" + i % COMMANDS, 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void killedWhileMessagesComeItCountsEachMessageOfItsJournalOnce() throws IOException, InterruptedException {
        killWhileMessagesCome(this::outrider, 40_000);
    }

    @Test
    void killedWhileMessagesComeItCountsEachMessageOfItsJournalOnceInPostgresqlToo()
            throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.started()) {
            String url = server.url(server.create());
            killWhileMessagesCome(
                    () -> outrider()
                            .with("outrider.store.type", "postgresql")
                            .with("outrider.store.url", url)
                            .with("outrider.store.username", PostgresServer.USER)
                            .with("outrider.store.password", PostgresServer.PASSWORD),
                    20_000);
        }
    }

    private void killWhileMessagesCome(Supplier<Outrider> outriders, int messages)
            throws IOException, InterruptedException {
        // Printed, so that a failure can be played again.
        long seed = System.nanoTime();
        System.out.println("ReceiveJournalIT: seed " + seed);
        Random random = new Random(seed);
        int written = 0;
        int left = 0;
        for (int kill = 0; kill < 3; kill++) {
            Outrider.Service service = outriders.get().start();
            awaitStart(service);
            Sender sender = new Sender(written, messages);
            // Not to wait for something: to be somewhere.
            Thread.sleep(300 + random.nextInt(1_000));
            service.kill();
            sender.join();
            written = journalled();
            System.out.println("ReceiveJournalIT: killed with " + written + " messages in the journal");
            left += service.log().contains("tcp: goes on with") ? 1 : 0;
        }
        Outrider outrider = outriders.get();
        try (Outrider.Service service = outrider.start()) {
            int known = written;
            // The sender knows of nothing: what is counted now is what the journal holds.
            await(() -> assertThat(counts(outrider)).isEqualTo(expected(known)));
            left += service.log().contains("tcp: goes on with") ? 1 : 0;
            awaitStart(service);
            new Sender(known, messages).join();
            await(() -> assertThat(counts(outrider)).isEqualTo(expected(messages)));
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(left).as("starts that found messages in the journal").isPositive();
    }

    @Test
    void fullJournalHoldsUpConnectionsAndLosesNothing() throws IOException, InterruptedException {
        int messages = 20_000;
        Outrider outrider = outrider().with("outrider.store.journal.max-size", "1");
        try (Outrider.Service service = outrider.start()) {
            awaitStart(service);
            new Sender(0, messages).join();

            await(() -> assertThat(counts(outrider)).isEqualTo(expected(messages)));
            service.stop();
            assertThat(service.log())
                    .contains("connections are not read, so that senders wait: the receive journal holds 1048576 bytes")
                    .contains("outrider.store.journal.max-size")
                    .containsPattern("tcp: " + messages + " messages received, 0 dropped.*[1-9]\\d* times held up");
        }
    }

    @Test
    void withoutAJournalNoneIsMade() throws IOException, InterruptedException {
        Outrider outrider = outrider().with("outrider.store.journal.max-size", "0");
        try (Outrider.Service service = outrider.start()) {
            awaitStart(service);
            new Sender(0, 100).join();
            await(() -> assertThat(counts(outrider)).isEqualTo(expected(100)));
        }
        assertThat(directory.resolve("data/outrider.sqlite")).exists();
        assertThat(directory.resolve("data").resolve(ReceiveJournal.FILE)).doesNotExist();
    }

    @Test
    void journalThatCannotBeUsedIsToldAndStopsNoOtherSource() throws IOException {
        Path file = Files.createDirectories(directory.resolve("data")).resolve(ReceiveJournal.FILE);
        Files.writeString(file, "this is no database, but long enough to be looked at ".repeat(100));
        Outrider outrider =
                outrider().with("outrider.sources", "tcp,inbox").with("camel.routecontroller.back-off-delay", "200");
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Started source-inbox"));
            await(() -> assertThat(service.log())
                    .contains("data/" + ReceiveJournal.FILE + " (outrider.store.directory) could not be opened")
                    .contains("file is not a database"));
            assertThat(service.log()).doesNotContain("Started source-tcp");
            Files.delete(file);
            awaitStart(service);
        }
    }
}
