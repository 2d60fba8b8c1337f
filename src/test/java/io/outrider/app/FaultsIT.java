package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.outrider.FreePort;
import io.outrider.store.PostgresServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of what the running service stands on; docs/reference/faults.md lists all that are tested. Events are synthetic. */
class FaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";
    private static final int EVENTS = 40;
    private static final String NO_EVENT = "no event";

    @TempDir
    Path directory;

    private final String event = first();

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
        Path hidden = Files.writeString(directory.resolve("part"), content);
        move(hidden, name);
    }

    private void move(Path hidden, String name) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path done(String name) {
        return directory.resolve("inbox/.done").resolve(name);
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

    interface Step {
        void take() throws Exception;
    }

    /** The store cannot be written while the second of two files is read, in which one record is no event. */
    private void storeFails(Outrider outrider, Step fails, String reason, Step mended) throws Exception {
        String file = (event + "\n").repeat(EVENTS);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", file);
            await(() -> assertThat(done("a.log")).exists());
            await(() -> assertThat(outrider.alerts()).isNotEmpty());

            fails.take();
            drop("b.log", NO_EVENT + "\n" + file);

            await(() -> assertThat(service.log()).contains(reason));
            // Several tries later.
            await(() -> assertThat(service.log()).contains("On delivery attempt: 2 caught"));
            assertThat(directory.resolve("inbox/b.log")).exists();
            assertThat(directory.resolve("inbox/.failed")).doesNotExist();

            mended.take();

            await(() -> assertThat(done("b.log")).exists());
            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(2 * EVENTS));
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(directory.resolve("inbox/.failed")).doesNotExist();
        }
        assertThat(letters(outrider)).containsExactly(NO_EVENT);
    }

    /** The texts of all dead letters of input, in the store and in files. */
    private static List<String> letters(Outrider outrider) {
        List<String> letters = new ArrayList<>();
        outrider.deadLetters()
                .forEach(letter -> letters.add(letter.at("/letter/text").asText()));
        outrider.lines("dead-letters")
                .forEach(letter -> letters.add(letter.get("text").asText()));
        return letters;
    }

    @Test
    void fullDiskHoldsTheFileThatIsReadUntilThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "16m")) {
            storeFails(outrider(), disk::fill, "could not be written", disk::free);
        }
    }

    @Test
    void databaseThatIsAwayHoldsTheFileThatIsReadUntilItIsBack() throws Exception {
        try (PostgresServer server = PostgresServer.started()) {
            storeFails(
                    outrider()
                            .with("outrider.store.type", "postgresql")
                            .with("outrider.store.url", server.url(server.create()))
                            .with("outrider.store.username", PostgresServer.USER)
                            .with("outrider.store.password", PostgresServer.PASSWORD),
                    server::kill,
                    "could not be written",
                    server::start);
        }
    }

    private Outrider syslog(int port) {
        return outrider()
                .with("outrider.sources", "tcp")
                .with("outrider.source.tcp.type", "syslog-tcp")
                .with("outrider.source.tcp.host", "127.0.0.1")
                .with("outrider.source.tcp.port", String.valueOf(port))
                .with("outrider.grouping.idle-timeout", "2s")
                // Soon through, if it were these that counted.
                .with("outrider.input.redeliveries", "1")
                .with("outrider.input.delay", "10");
    }

    private static void send(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void storeFailsWhileMessagesCome(Outrider outrider, int port, Step fails, String told, Step mended)
            throws Exception {
        String messages = (event + "\n").repeat(EVENTS);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Started source-tcp"));
            send(port, messages);
            await(() -> assertThat(outrider.alerts()).isNotEmpty());
            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(EVENTS));

            fails.take();
            // One that is none is kept once, however often its batch is given.
            send(port, NO_EVENT + "\n" + messages);

            await(() -> assertThat(service.log()).contains(told));
            long held = System.nanoTime();
            // Several tries of the source later.
            Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - held > 4_000_000_000L);

            mended.take();

            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(2 * EVENTS));
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(service.log())
                    .contains("tcp: " + (2 * EVENTS + 1) + " messages received, 0 dropped")
                    .doesNotContain("failed again and again");
        }
        assertThat(letters(outrider)).containsExactly(NO_EVENT);
    }

    @Test
    void fullDiskHoldsMessagesOfConnectionsUntilThereIsRoom() throws Exception {
        int port = FreePort.find();
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "16m")) {
            // The journal is on that disk too.
            storeFailsWhileMessagesCome(
                    syslog(port),
                    port,
                    disk::fill,
                    "tcp: connections are not read, so that senders wait: ",
                    disk::free);
        }
    }

    @Test
    void databaseThatIsAwayHoldsMessagesOfConnectionsUntilItIsBack() throws Exception {
        int port = FreePort.find();
        try (PostgresServer server = PostgresServer.started()) {
            storeFailsWhileMessagesCome(
                    syslog(port)
                            .with("outrider.store.type", "postgresql")
                            .with("outrider.store.url", server.url(server.create()))
                            .with("outrider.store.username", PostgresServer.USER)
                            .with("outrider.store.password", PostgresServer.PASSWORD),
                    port,
                    server::kill,
                    "tcp: a batch is held and tried again: ",
                    server::start);
        }
    }

    @Test
    void storeThatAnotherProcessWritesIsWaitedFor() throws Exception {
        Outrider outrider = outrider();
        String file = (event + "\n").repeat(EVENTS);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", file);
            await(() -> assertThat(done("a.log")).exists());
            try (Connection other =
                            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/outrider.sqlite"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                drop("b.log", file);
                // Longer than the service waits for a lock, 30 s.
                await(() -> assertThat(service.log()).contains("could not be written"));
                assertThat(directory.resolve("inbox/b.log")).exists();
                statement.execute("ROLLBACK");
            }
            await(() -> assertThat(done("b.log")).exists());
            await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(2 * EVENTS));
            assertThat(directory.resolve("inbox/.failed")).doesNotExist();
        }
    }

    @Test
    void stopWhileTheStoreFailsLeavesTheFileForTheNextStart() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "16m")) {
            Outrider outrider = outrider();
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(service.log()).contains("Started source-inbox"));
                disk.fill();
                drop("a.log", (event + "\n").repeat(EVENTS));
                await(() -> assertThat(service.log()).contains("could not be written"));
                service.stop();
                assertThat(service.log()).doesNotContain("Forcing shutdown");
            }
            assertThat(directory.resolve("inbox/a.log")).exists();
            disk.free();
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(done("a.log")).exists());
                await(() -> assertThat(last(outrider).get("count").asInt()).isEqualTo(EVENTS));
                assertThat(service.isAlive()).isTrue();
            }
        }
    }

    @Test
    void manyGroupsThatCloseAtOnceHoldUpNeitherTheInputNorAnotherSinkThoughOneIsSlow() throws Exception {
        int groups = Integer.getInteger("outrider.faults.groups", 10_000);
        AtomicInteger calls = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        slow.setExecutor(threads);
        slow.createContext("/", exchange -> {
            calls.incrementAndGet();
            try (exchange) {
                Thread.sleep(1_000);
                exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        slow.start();
        Files.createDirectories(directory.resolve("detections/macros"));
        new DetectionFiles(directory.resolve("detections"), directory).put("hosts", CountedEvents.SEARCH);
        Path part = directory.resolve("many");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            for (int i = 0; i < groups; i++) {
                out.write(event.replaceAll("<Computer>[^<]*</Computer>", "<Computer>host-" + i + "</Computer>") + "\n");
            }
        }
        Outrider outrider = new Outrider(directory)
                .with("outrider.alerts.emit", "close")
                .with("outrider.grouping.tick", "200")
                .with("outrider.egress.allow", "127.0.0.0/8")
                .with("outrider.sinks", "alerts,slow")
                .with("outrider.sink.slow.type", "webhook")
                .with(
                        "outrider.sink.slow.url",
                        "http://127.0.0.1:" + slow.getAddress().getPort() + "/")
                .with("outrider.sink.slow.secret", SECRET);
        outrider.with("outrider.grouping.idle-timeout", "3s");
        // A word of its own for the launcher, which splits its options.
        outrider.with("synthetic", "true -Xmx512m");
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Started source-inbox"));
            long began = System.nanoTime();
            move(part, "many.log");
            Duration most = Duration.ofSeconds(60 + groups / 200);
            Awaitility.await().atMost(most).until(() -> Files.exists(done("many.log")));
            long read = System.nanoTime();
            // The windows close, and all of their alerts are said at once.
            Awaitility.await().atMost(most).until(() -> written() > 0);
            long closed = System.nanoTime();
            drop("later.log", event.replace("SystemTime='2025-06-03T09", "SystemTime='2025-06-03T13") + "\n");
            Awaitility.await().atMost(most).until(() -> Files.exists(done("later.log")));
            long later = System.nanoTime();
            Awaitility.await().atMost(most).until(() -> written() > groups);
            long fast = System.nanoTime();
            int reached = calls.get();
            System.out.printf(
                    "FaultsIT: %d groups read in %d ms, first alert %d ms later; the next file through in %d ms;"
                            + " the fast sink had all %d ms after its first, the slow one then %d%n",
                    groups,
                    (read - began) / 1_000_000,
                    (closed - read) / 1_000_000,
                    (later - closed) / 1_000_000,
                    (fast - closed) / 1_000_000,
                    reached);
            assertThat(reached)
                    .as("the slow sink has some, and lags")
                    .isPositive()
                    .isLessThan(groups / 2);
            assertThat(service.isAlive()).isTrue();
            service.stop();
            assertThat(service.log()).doesNotContain("OutOfMemory");
        } finally {
            slow.stop(0);
            threads.shutdownNow();
        }
    }

    private long written() throws IOException {
        long lines = 0;
        Path folder = directory.resolve("alerts");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    try (Stream<String> all = Files.lines(file)) {
                        lines += all.count();
                    }
                }
            }
        }
        return lines;
    }
}
