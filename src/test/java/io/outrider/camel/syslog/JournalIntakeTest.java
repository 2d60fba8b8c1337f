package io.outrider.camel.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.camel.StreamCounters;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the queue through the journal to batches, with its threads. */
@Timeout(60)
class JournalIntakeTest {

    private static final String SOURCE = "relays";
    private static final Instant NOW = Instant.parse("2025-06-03T09:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(NOW);
    private final StreamCounters counters = new StreamCounters();
    private final AtomicLong stored = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private ReceiveJournal journal;
    private MessageQueue queue;

    @BeforeEach
    void open() {
        journal = new ReceiveJournal(directory, false);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        journal.close();
    }

    private JournalIntake intake(long mostBytes) {
        queue = new MessageQueue(1 << 20, 100, Duration.ofMillis(1));
        JournalReader reader = new JournalReader(
                new SourceUnit("unit", "tcp:514"), SOURCE, journal, stored.get(), 10, SHORT, counters);
        JournalWriter writer = new JournalWriter(
                SOURCE,
                journal,
                mostBytes,
                queue,
                reader,
                stored::get,
                counters,
                new LossWarning(SOURCE, counters, clock),
                clock);
        JournalIntake intake =
                new JournalIntake(SOURCE, queue, writer, reader, new LossWarning(SOURCE, counters, clock));
        intake.start((name, task) -> {
            Thread thread = new Thread(task, name);
            threads.add(thread);
            return thread;
        });
        return intake;
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] bytes = ("message " + i).getBytes(UTF_8);
            queue.add(new Message(bytes, bytes.length, "192.0.2.1"));
        }
    }

    private static List<String> texts(RecordBatch batch) {
        return batch.records().stream().map(RawRecord::text).toList();
    }

    private static String[] messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "message " + i).toArray(String[]::new);
    }

    private void awaitWritten(long end) {
        Awaitility.await().until(() -> journal.end(SOURCE) == end);
    }

    @Test
    void messagesComeInBatchesWithTheirNumbersAndPeersInTheOrderOfReceipt() throws InterruptedException {
        JournalIntake intake = intake(1 << 20);
        send(0, 25);
        awaitWritten(25);

        RecordBatch first = intake.take(LONG);
        assertThat(texts(first)).containsExactly(messages(0, 10));
        assertThat(first.endOffset()).isEqualTo(10);
        assertThat(texts(intake.take(LONG))).containsExactly(messages(10, 20));
        RecordBatch last = intake.take(LONG);
        assertThat(texts(last)).containsExactly(messages(20, 25));
        assertThat(last.endOffset()).isEqualTo(25);
        RawRecord record = last.records().get(0);
        assertThat(record.peer()).isEqualTo("192.0.2.1");
        assertThat(record.offset()).isEqualTo(20);
        assertThat(record.line()).isEqualTo(21);
        assertThat(intake.take(SHORT).records()).isEmpty();
    }

    @Test
    void messageIsInTheJournalBeforeItIsTaken() throws InterruptedException {
        JournalIntake intake = intake(1 << 20);
        for (int i = 0; i < 50; i++) {
            send(i, i + 1);
            RecordBatch batch = intake.take(LONG);
            assertThat(journal.end(SOURCE)).isGreaterThanOrEqualTo(batch.endOffset());
        }
    }

    @Test
    void nextProcessGoesOnBehindThePositionOfTheStateInTheMiddleOfAnEntry() throws InterruptedException {
        intake(1 << 20);
        send(0, 25);
        awaitWritten(25);
        close();
        stored.set(13);
        open();

        JournalIntake intake = intake(1 << 20);
        send(25, 30);
        awaitWritten(30);

        assertThat(texts(intake.take(LONG))).containsExactly(messages(13, 23));
        assertThat(texts(intake.take(LONG))).containsExactly(messages(23, 30));
    }

    @Test
    void numbersGoOnBehindThePositionWhereTheJournalHasNone() throws InterruptedException {
        stored.set(1_000);
        JournalIntake intake = intake(1 << 20);
        send(0, 3);

        RecordBatch batch = intake.take(LONG);
        assertThat(batch.records().get(0).offset()).isEqualTo(1_000);
        assertThat(batch.endOffset()).isEqualTo(1_003);
    }

    @Test
    void whatTheStateKnowsIsDeletedWithoutAFurtherMessage() throws InterruptedException {
        JournalIntake intake = intake(1 << 20);
        send(0, 10);
        awaitWritten(10);
        assertThat(intake.take(LONG).records()).hasSize(10);
        assertThat(journal.bytes(SOURCE)).isPositive();

        stored.set(10);

        Awaitility.await().until(() -> journal.bytes(SOURCE) == 0);
        assertThat(journal.counted(SOURCE)).isEqualTo(10);
    }

    @Test
    void fullJournalTakesNoMoreIsReadOnAndTakesMoreOnceTheStateKnowsOfIt() throws InterruptedException {
        JournalIntake intake = intake(1_000);
        send(0, 100);
        awaitWritten(100);
        send(100, 200);
        Awaitility.await().until(() -> counters.counts().heldUp() == 1);
        assertThat(journal.end(SOURCE)).isEqualTo(100);
        assertThat(counters.counts().problem()).contains("outrider.store.journal.max-size");
        assertThat(counters.counts().losses()).isZero();

        List<String> all = new ArrayList<>();
        while (all.size() < 200) {
            RecordBatch batch = intake.take(SHORT);
            all.addAll(texts(batch));
            stored.set(batch.endOffset());
        }

        assertThat(all).containsExactly(messages(0, 200));
        assertThat(counters.counts().heldUp()).isEqualTo(1);
    }

    @Test
    void connectionsAreNotReadWhileTheJournalCannotBeWrittenAndNothingIsLost() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the place of its directory");
        Path good = Files.createDirectories(directory.resolve("good"));
        journal.close();
        journal = new ReceiveJournal(good, false);
        JournalIntake intake = intake(1 << 20);
        // Closed, and then not to be opened: as a disk that fails.
        journal.close();
        Path away = Files.move(good, directory.resolve("away"));
        Files.move(file, good);

        send(0, 10);
        Awaitility.await().until(() -> counters.counts().heldUp() == 1);
        assertThat(counters.counts().problem()).contains("receive journal");
        assertThat(intake.take(SHORT).records()).isEmpty();
        Files.delete(good);
        Files.move(away, good);

        assertThat(texts(intake.take(LONG))).containsExactly(messages(0, 10));
    }

    @Test
    void whoIsFarBehindReadsTheSameAsWhoKeepsPace() throws InterruptedException {
        JournalIntake intake = intake(1 << 30);
        // Twice what is known without reading.
        for (int i = 0; i < 100; i++) {
            byte[] bytes = Arrays.copyOf(("message " + i + " ").getBytes(UTF_8), 170_000);
            queue.add(new Message(bytes, bytes.length, "192.0.2.1"));
        }
        awaitWritten(100);

        List<String> all = new ArrayList<>();
        while (all.size() < 100) {
            RecordBatch batch = intake.take(LONG);
            assertThat(batch.endOffset()).isEqualTo(all.size() + batch.records().size());
            batch.records().forEach(record -> all.add(record.text().replaceAll(" \\x00+$", "")));
        }
        assertThat(all).containsExactly(messages(0, 100));
        assertThat(counters.counts().unreadable()).isZero();
    }

    @Test
    void timeOfReceiptIsThatOfTheMessageAndNotOfItsReading() throws InterruptedException, IOException {
        intake(1 << 20);
        send(0, 1);
        awaitWritten(1);
        clock.advance(Duration.ofDays(300));

        List<Received> entries = journal.read(SOURCE, 0, 10, 1 << 20);
        assertThat(entries.get(0).at()).isEqualTo(NOW);
    }

    @Test
    void entryThatIsDamagedIsToldCountedAndPassedOver() throws InterruptedException {
        byte[] good = MessageBlock.of(List.of(new Message("good".getBytes(UTF_8), 4, "192.0.2.1")));
        journal.append(SOURCE, new Received(0, 1, NOW, good));
        journal.append(SOURCE, new Received(1, 7, NOW, new byte[] {1, 2, 3}));
        journal.append(SOURCE, new Received(8, 1, NOW, good));
        JournalIntake intake = intake(1 << 20);

        RecordBatch batch = intake.take(LONG);

        assertThat(batch.records()).extracting(RawRecord::offset).containsExactly(0L, 8L);
        assertThat(batch.endOffset()).isEqualTo(9);
        assertThat(counters.counts().unreadable()).isEqualTo(7);
        assertThat(counters.counts().losses()).isEqualTo(7);
    }

    @Test
    void closedQueueIsWrittenWhollyAndThenAllOfItIsTaken() throws InterruptedException {
        JournalIntake intake = intake(1 << 20);
        send(0, 15);
        queue.close();

        assertThat(texts(intake.take(LONG))).containsExactly(messages(0, 10));
        assertThat(intake.isDone()).isFalse();
        assertThat(texts(intake.take(LONG))).containsExactly(messages(10, 15));
        assertThat(intake.isDone()).isTrue();
        assertThat(intake.take(LONG).records()).isEmpty();
    }

    @Test
    void whatIsInTheJournalIsNotLostWhenNothingIsTakenAnyMore() {
        JournalIntake intake = intake(1_000);
        send(0, 100);
        awaitWritten(100);
        send(100, 107);
        Awaitility.await().until(() -> counters.counts().heldUp() == 1);

        assertThat(intake.abandon(0)).isEqualTo(7);
    }
}
