package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The service is killed at chosen and at random moments, and what a receiver has in the end is compared with known answers ({@link
 * CountedEvents}, {@link CountingReceiver}). A round is made by its number: source, store, events, moments. Rounds that follow each other
 * take turns: three have each source and each moment, forty-two have each moment with each source and each store. {@code
 * outrider.oracle.seed} is the first round's, {@code outrider.oracle.rounds} how many follow; {@code .ci/oracle} runs fifty. What a
 * number does not fix is how far the service was when a moment came; in the end it is told how many kills met what they aimed at.
 */
class KillOracleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final int KILLS = 3;
    private static final int MANY = 10;
    private static final int EDITED = 100;
    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    /** When it is killed. */
    private enum Moment {
        /** Before it has begun to read, or about then. */
        STARTING(""),
        /** While it reads: in the middle of a file and of windows. */
        READING(""),
        /** A batch is in the store, of files the last, and perhaps not yet acknowledged to its source. */
        COMMITTED("with more in the store than its source was told"),
        /** The source has been told, or is just now; of connections, messages are in the journal, and perhaps in no state yet. */
        TAKEN(""),
        /** The receiver has an alert, and has not answered. */
        RECEIVED("with an alert that came and came again"),
        /** It has answered, and perhaps no mark of it is in the outbox. */
        ANSWERED("with an alert that was answered and came again"),
        /** Edits of detections were seen, and are perhaps not in use yet. */
        RELOADING("with an edit that was read and not in use");

        private final String aim;

        Moment(String aim) {
            this.aim = aim;
        }
    }

    /** What became of a kill that the receiver had a part in. */
    private record Sent(Moment moment, String id) {}

    private static final Map<Moment, Integer> KILLED = new EnumMap<>(Moment.class);
    private static final Map<Moment, Integer> MET = new EnumMap<>(Moment.class);

    @TempDir
    static Path brokerDirectory;

    private static @Nullable KafkaBroker broker;
    private static @Nullable PostgresServer postgres;

    @TempDir
    Path directory;

    private int edits;
    private final List<String> logs = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();

    static LongStream rounds() {
        long first = Long.getLong("outrider.oracle.seed", System.nanoTime() & 0xffff_ffffL);
        return LongStream.range(first, first + Long.getLong("outrider.oracle.rounds", 3));
    }

    /** Three moments behind those of the round before. */
    private static List<Moment> moments(long seed) {
        return LongStream.range(KILLS * seed, KILLS * (seed + 1))
                .mapToObj(i -> Moment.values()[Math.floorMod(i, Moment.values().length)])
                .toList();
    }

    @AfterAll
    static void tell() {
        for (Moment moment : Moment.values()) {
            System.out.println("KillOracleIT: killed " + moment + " " + KILLED.getOrDefault(moment, 0) + " times"
                    + (moment.aim.isEmpty() ? "" : ", " + MET.getOrDefault(moment, 0) + " of them " + moment.aim));
        }
    }

    /** Of few kills none may have met what it aimed at; of that many, some have. */
    @AfterAll
    static void meet() {
        for (Moment moment : Moment.values()) {
            if (!moment.aim.isEmpty() && KILLED.getOrDefault(moment, 0) >= MANY) {
                assertThat(MET.getOrDefault(moment, 0))
                        .as("kills %s, %s", moment, moment.aim)
                        .isPositive();
            }
        }
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
        boolean shared = seed % 2 == 0;
        Random random = new Random(seed);
        String database = shared
                ? postgres().url(postgres().create())
                : StoreLook.SQLITE + directory.resolve("data/outrider.sqlite");
        DetectionFiles detections = new DetectionFiles(
                Files.createDirectories(directory.resolve("detections/macros")).getParent(), directory);
        edit(detections);
        CountedEvents events = new CountedEvents(random);
        // Five, so that it takes turns with all the others.
        String emit = seed % 5 < 2 ? "close" : "first-match";
        try (CountingReceiver receiver = new CountingReceiver(new Random(seed));
                OracleSource source = source(seed, events, random)) {
            String round = "KillOracleIT: round %d: %s, %s, %s, killed %s"
                    .formatted(
                            seed,
                            source.getClass().getSimpleName(),
                            shared ? "postgresql" : "sqlite",
                            emit,
                            moments(seed));
            System.out.println(round);
            Outrider outrider = outrider(receiver.port(), emit, 1 + random.nextInt(4));
            source.configure(outrider);
            if (shared) {
                outrider.with("outrider.store.type", "postgresql")
                        .with("outrider.store.url", database)
                        .with("outrider.store.username", PostgresServer.USER)
                        .with("outrider.store.password", PostgresServer.PASSWORD);
            }
            for (Moment moment : moments(seed)) {
                source.feed();
                Outrider.Service service = outrider.start();
                source.started(service);
                boolean met;
                try (StoreLook store = new StoreLook(database)) {
                    met = reach(moment, service, receiver, detections, store, random, source);
                    source.killed(store);
                    met |= moment == Moment.COMMITTED && source.isUnacknowledged(store);
                } catch (ConditionTimeoutException | TerminalFailureException e) {
                    throw new AssertionError(
                            round + ": " + moment + " was not reached\n" + service.log() + "\nbefore: " + logs, e);
                }
                count(KILLED, moment, true);
                count(MET, moment, met);
                System.out.println(
                        "KillOracleIT: killed " + moment + (met ? " " + moment.aim : "") + ", " + receiver.summary());
                logs.add(service.log());
            }
            source.feed();
            try (Outrider.Service service = outrider.start()) {
                long began = System.nanoTime();
                source.started(service);
                source.given();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .failFast(() -> !service.isAlive() || !receiver.faults().isEmpty())
                        .until(() -> receiver.counts().equals(events.answer()));
                System.out.println("KillOracleIT: " + receiver.summary() + ", the last of them after "
                        + (System.nanoTime() - began) / 1_000_000 + " ms" + source.note());
                service.stop();
            } catch (RuntimeException e) {
                throw new AssertionError(
                        round + ": expected " + events.answer() + "\nbut found " + receiver.counts() + "\nfaults "
                                + receiver.faults() + "\n" + Files.readString(directory.resolve("service.log"))
                                + "\nbefore: " + logs,
                        e);
            }
            for (Sent one : sent) {
                count(MET, one.moment(), receiver.cameAgain(one.id()));
                if (one.moment() == Moment.RECEIVED) {
                    assertThat(receiver.cameAgain(one.id()))
                            .as("%s: %s had no answer, and came again", round, one.id())
                            .isTrue();
                }
            }
            assertThat(receiver.faults()).as(round).isEmpty();
            assertThat(receiver.counts()).as(round).isEqualTo(events.answer());
            assertThat(receiver.anyPartial()).as(round).isFalse();
            assertThat(outrider.deadLetters()).as(round).isEmpty();
            assertThat(directory.resolve("inbox/.failed")).as(round).doesNotExist();
        }
    }

    private static void count(Map<Moment, Integer> counts, Moment moment, boolean one) {
        counts.merge(moment, one ? 1 : 0, Integer::sum);
    }

    private OracleSource source(long seed, CountedEvents events, Random random) throws Exception {
        return switch ((int) (seed % 3)) {
            case 0 -> new OracleFiles(events, directory);
            case 1 -> new OracleTopic(events, broker(), "oracle-" + seed, random, random.nextBoolean());
            default -> new OracleConnections(events, directory, random);
        };
    }

    private Outrider outrider(int port, String emit, int concurrency) {
        return new Outrider(directory)
                .with("outrider.alerts.emit", emit)
                // Small and often, so that there are many moments between.
                .with("outrider.input.batch-size", "25")
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
                .with("outrider.sink.soc.concurrency", String.valueOf(concurrency))
                .with("outrider.sink.soc.secret", SECRET);
    }

    /** Another text of the detection that counts, which changes no row, and other searches of some that find nothing, which take time. */
    private void edit(DetectionFiles detections) throws IOException {
        edits++;
        for (int i = 0; i < EDITED; i++) {
            detections.put("other-" + i, CountedEvents.SEARCH.replace("winrs.exe", "nothing-" + edits + ".exe"));
        }
        detections.write("counted.yml", """
                name: Counted
                id: %s
                version: 1
                type: TTP
                description: Synthetic.
                how_to_implement: Synthetic, text %d.
                search: '%s'
                """.formatted(CountedEvents.DETECTION, edits, CountedEvents.SEARCH));
    }

    /** @return whether the moment is known to have been met */
    private boolean reach(
            Moment moment,
            Outrider.Service service,
            CountingReceiver receiver,
            DetectionFiles detections,
            StoreLook store,
            Random random,
            OracleSource source)
            throws Exception {
        long committed = source.committed(store);
        if (moment == Moment.STARTING) {
            // Not to wait for something: to be somewhere.
            Thread.sleep(random.nextInt(4_000));
        } else {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .failFast(() -> !service.isAlive())
                    .until(() -> service.log().contains("Started source-"));
        }
        CountingReceiver.Held held = moment == Moment.RECEIVED || moment == Moment.ANSWERED
                ? receiver.next(moment == Moment.ANSWERED, service::kill)
                : null;
        long taken = source.taken();
        Path edited = detections.detections().resolve("counted.yml");
        switch (moment) {
            case STARTING -> {}
            case READING -> Thread.sleep(random.nextInt(2_000));
            case COMMITTED -> until(service, () -> source.committed(store) != committed);
            case TAKEN -> until(service, () -> source.taken() != taken);
            case RECEIVED, ANSWERED -> held.await(60);
            case RELOADING -> {
                edit(detections);
                until(service, () -> isRead(edited) || service.log().contains("Detections changed"));
                Thread.sleep(random.nextInt(600));
            }
        }
        service.kill();
        if (held != null && !held.id().isEmpty()) {
            sent.add(new Sent(moment, held.id()));
        }
        return moment == Moment.RELOADING && isRead(edited) && !service.log().contains("Detections changed");
    }

    /** File systems note, unless they were told not to, when a file was read first behind a change. */
    private static boolean isRead(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastAccessTime().compareTo(attributes.lastModifiedTime()) > 0;
        } catch (IOException e) {
            return false;
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
}
