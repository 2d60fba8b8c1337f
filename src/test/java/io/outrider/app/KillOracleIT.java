package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The service is killed at chosen and at random moments, and what a receiver has in the end is compared with known answers ({@link
 * CountedEvents}, {@link CountingReceiver}). A round is made by its number: source, store, events, moments. {@code
 * outrider.oracle.seed} is the first round's, {@code outrider.oracle.rounds} how many follow; {@code .ci/oracle} runs fifty. What a
 * number does not fix is how far the service was when a moment came.
 */
class KillOracleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int PARTITIONS = 4;
    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    /** When it is killed. */
    private enum Moment {
        /** Before it has begun to read, or about then. */
        STARTING,
        /** While it reads: in the middle of a file and of windows. */
        READING,
        /** A batch is in the store, and perhaps not yet acknowledged to its source. */
        COMMITTED,
        /** A file is through and moved, or is about to be; of Kafka's sources as {@link #COMMITTED}. */
        FILE_DONE,
        /** The receiver has an alert, and has not answered. */
        RECEIVED,
        /** Detections are being read again. */
        RELOADING
    }

    @TempDir
    static Path brokerDirectory;

    private static @Nullable KafkaBroker broker;
    private static @Nullable PostgresServer postgres;

    @TempDir
    Path directory;

    private int dropped;
    private int edits;
    private final List<String> logs = new ArrayList<>();

    static LongStream rounds() {
        long first = Long.getLong("outrider.oracle.seed", System.nanoTime() & 0xffff_ffffL);
        // Two make a pass over both sources and both stores, in a minute.
        return LongStream.range(first, first + Long.getLong("outrider.oracle.rounds", 2));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static KafkaBroker broker() throws IOException, InterruptedException {
        if (broker == null) {
            broker = new KafkaBroker(brokerDirectory);
        }
        return broker;
    }

    private static PostgresServer postgres() {
        if (postgres == null) {
            postgres = PostgresServer.started();
        }
        return postgres;
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void receiverHasInTheEndWhatTheAnswersSay(long seed) throws Exception {
        boolean kafka = seed % 2 == 0;
        boolean shared = seed / 2 % 2 == (kafka ? 0 : 1);
        Random random = new Random(seed);
        String topic = "oracle-" + seed;
        if (kafka) {
            broker().create(topic, PARTITIONS);
        }
        String database =
                shared ? postgres().url(postgres().create()) : SQLITE + directory.resolve("data/outrider.sqlite");
        DetectionFiles detections = new DetectionFiles(
                Files.createDirectories(directory.resolve("detections/macros")).getParent(), directory);
        edit(detections);
        CountedEvents events = new CountedEvents(random);
        List<Moment> moments = random.ints(2L + random.nextInt(3), 0, Moment.values().length)
                .mapToObj(i -> Moment.values()[i])
                .toList();
        String round = "KillOracleIT: round %d: %s, %s, killed %s"
                .formatted(seed, kafka ? "kafka" : "file", shared ? "postgresql" : "sqlite", moments);
        System.out.println(round);
        try (CountingReceiver receiver = new CountingReceiver(new Random(seed))) {
            Outrider outrider = outrider(receiver.port(), random.nextInt(3) == 0 ? "close" : "first-match");
            if (kafka) {
                kafka(outrider, topic, random.nextBoolean());
            }
            if (shared) {
                outrider.with("outrider.store.type", "postgresql")
                        .with("outrider.store.url", database)
                        .with("outrider.store.username", PostgresServer.USER)
                        .with("outrider.store.password", PostgresServer.PASSWORD);
            }
            for (Moment moment : moments) {
                feed(events, random, kafka ? topic : null);
                Outrider.Service service = outrider.start();
                reach(moment, service, receiver, detections, database, random, kafka);
                System.out.println("KillOracleIT: killed " + moment + ", " + receiver.summary());
                logs.add(service.log());
            }
            feed(events, random, kafka ? topic : null);
            try (Outrider.Service service = outrider.start()) {
                long began = System.nanoTime();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .failFast(() -> !service.isAlive() || !receiver.faults().isEmpty())
                        .until(() -> receiver.counts().equals(events.answer()));
                System.out.println("KillOracleIT: " + receiver.summary() + ", the last of them after "
                        + (System.nanoTime() - began) / 1_000_000 + " ms");
                service.stop();
            } catch (RuntimeException e) {
                throw new AssertionError(
                        round + ": expected " + events.answer() + "\nbut found " + receiver.counts() + "\nfaults "
                                + receiver.faults() + "\n" + Files.readString(directory.resolve("service.log"))
                                + "\nbefore: " + logs,
                        e);
            }
            assertThat(receiver.faults()).as(round).isEmpty();
            assertThat(receiver.counts()).as(round).isEqualTo(events.answer());
            assertThat(receiver.anyPartial()).as(round).isFalse();
            assertThat(outrider.deadLetters()).as(round).isEmpty();
            assertThat(directory.resolve("inbox/.failed")).as(round).doesNotExist();
        }
    }

    private Outrider outrider(int port, String emit) {
        return new Outrider(directory)
                .with("outrider.alerts.emit", emit)
                // Small and often, so that there are many moments between.
                .with("outrider.input.batch-size", "25")
                .with("outrider.source.inbox.pollDelay", "100")
                .with("outrider.source.inbox.settleTime", "50")
                .with("outrider.detections.reload-interval", "200ms")
                .with("outrider.alerts.update-interval", "2s")
                .with("outrider.grouping.tick", "200")
                .with("outrider.grouping.idle-timeout", "2s")
                .with("outrider.delivery.delay", "20ms")
                .with("outrider.delivery.maximum-delay", "200ms")
                .with("outrider.egress.allow", "127.0.0.0/8")
                .with("outrider.sinks", "soc")
                .with("outrider.sink.soc.type", "webhook")
                .with("outrider.sink.soc.url", "http://127.0.0.1:" + port + "/")
                .with("outrider.sink.soc.secret", SECRET);
    }

    /** @param known whether the group knows the instance by a name; otherwise it waits for a killed one for some seconds */
    private static void kafka(Outrider outrider, String topic, boolean known) throws Exception {
        outrider.with("outrider.sources", "edr")
                .with("outrider.source.edr.type", "kafka")
                .with("outrider.source.edr.brokers", broker().address())
                .with("outrider.source.edr.topics", topic)
                .with("outrider.source.edr.group", topic)
                .with("outrider.source.edr.pollTimeout", "100")
                .with("outrider.source.edr.maxPollRecords", "25")
                .with("outrider.source.edr.sessionTimeout", "6000");
        if (known) {
            outrider.with("outrider.source.edr.groupInstanceId", "one");
        }
    }

    /** A large file and some small ones; or as many messages, over all partitions. */
    private void feed(CountedEvents events, Random random, @Nullable String topic) throws Exception {
        if (topic != null) {
            try (KafkaProducer<byte[], byte[]> producer = broker().producer("lz4")) {
                for (String event : events.next(2_000)) {
                    producer.send(new ProducerRecord<>(
                            topic, random.nextInt(PARTITIONS), null, event.getBytes(StandardCharsets.UTF_8)));
                }
            }
            return;
        }
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        for (int many : new int[] {2_000, 300, 1, 40}) {
            Path part = Files.write(directory.resolve("part"), events.next(many));
            Files.move(part, inbox.resolve("events-" + dropped++ + ".log"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Another text of the detection that counts, which changes no row, and another search of one that finds nothing. */
    private void edit(DetectionFiles detections) throws IOException {
        edits++;
        detections.put("other", CountedEvents.SEARCH.replace("winrs.exe", "nothing-" + edits + ".exe"));
        detections.write("counted.yml", """
                name: Counted
                id: counted
                version: 1
                type: TTP
                description: Synthetic.
                how_to_implement: Synthetic, text %d.
                search: '%s'
                """.formatted(edits, CountedEvents.SEARCH));
    }

    private void reach(
            Moment moment,
            Outrider.Service service,
            CountingReceiver receiver,
            DetectionFiles detections,
            String database,
            Random random,
            boolean kafka)
            throws Exception {
        try (Positions positions = new Positions(database)) {
            reach(moment, service, receiver, detections, positions, random, kafka);
        }
    }

    private void reach(
            Moment moment,
            Outrider.Service service,
            CountingReceiver receiver,
            DetectionFiles detections,
            Positions positions,
            Random random,
            boolean kafka)
            throws Exception {
        long done = done();
        long position = positions.sum();
        CountingReceiver.Held held = moment == Moment.RECEIVED ? receiver.hold() : null;
        if (moment == Moment.STARTING) {
            // Not to wait for something: to be somewhere.
            Thread.sleep(random.nextInt(4_000));
        } else {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .failFast(() -> !service.isAlive())
                    .until(() -> service.log().contains("Started source-"));
        }
        switch (moment) {
            case STARTING -> {}
            case READING -> Thread.sleep(random.nextInt(2_000));
            case COMMITTED -> until(service, () -> positions.sum() != position);
            case FILE_DONE -> until(service, kafka ? () -> positions.sum() != position : () -> done() != done);
            case RECEIVED -> held.awaitCall(60);
            case RELOADING -> {
                edit(detections);
                Thread.sleep(random.nextInt(1_000));
            }
        }
        service.kill();
        if (held != null) {
            held.letGo();
        }
    }

    /** Looks all the time, or nearly: a moment later it would be another moment. What does not come within a minute is not waited for. */
    private static void until(Outrider.Service service, BooleanSupplier reached) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!reached.getAsBoolean() && System.nanoTime() < end) {
            assertThat(service.isAlive()).as("%s", service.log()).isTrue();
            LockSupport.parkNanos(50_000);
        }
    }

    private long done() {
        Path folder = directory.resolve("inbox/.done");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A look at the store from outside: how far it says that all sources were read; 0 while it has no table. */
    private static final class Positions implements AutoCloseable {

        private final String database;
        private @Nullable Connection connection;

        Positions(String database) {
            this.database = database;
        }

        long sum() {
            try {
                if (connection == null) {
                    // Not made by this look.
                    if (database.startsWith(SQLITE) && !Files.exists(Path.of(database.substring(SQLITE.length())))) {
                        return 0;
                    }
                    connection = DriverManager.getConnection(database, PostgresServer.USER, PostgresServer.PASSWORD);
                }
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT sum(position) FROM unit")) {
                    return rows.next() ? rows.getLong(1) : 0;
                }
            } catch (SQLException e) {
                return 0;
            }
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                connection.close();
            }
        }
    }
}
