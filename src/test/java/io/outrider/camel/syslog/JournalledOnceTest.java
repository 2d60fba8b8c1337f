package io.outrider.camel.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.StreamCounters;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.ReceiveJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * In whatever order messages are written, batches taken and committed, positions stored, entries deleted and the process killed: each
 * message that was written is counted once, in its order. The state is one list, of which a kill leaves what was stored.
 */
class JournalledOnceTest {

    private static final String SOURCE = "relays";

    private enum Act {
        /** Messages come and are written. */
        WRITE,
        /** A batch is taken and committed, but waits for a transaction of the store. */
        COMMIT,
        /** A batch is taken and fails with the process. */
        TAKE_AND_KILL,
        /** What was committed is stored. */
        STORE,
        /** What is stored is deleted from the journal. */
        DELETE,
        KILL
    }

    private record Step(Act act, int size) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(1, 7))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    /** One process after the other, over one directory. */
    private static final class Processes implements AutoCloseable {

        private final Path root = Files.createTempDirectory("journalled");
        private final List<String> storedState = new ArrayList<>();
        private long storedPosition;
        private int number;
        private Path directory = root;
        private List<String> state = new ArrayList<>();
        private long position;
        private ReceiveJournal journal;
        private MessageQueue queue;
        private JournalReader reader;
        private JournalWriter writer;
        private int kills;

        Processes() throws IOException {
            start();
        }

        private void start() {
            StreamCounters counters = new StreamCounters();
            journal = new ReceiveJournal(directory, false);
            queue = new MessageQueue(1 << 20, 3, Duration.ZERO);
            reader = new JournalReader(
                    new SourceUnit("unit", "tcp:514"), SOURCE, journal, storedPosition, 4, Duration.ZERO, counters);
            Clock clock = Clock.systemUTC();
            writer = new JournalWriter(
                    SOURCE,
                    journal,
                    1 << 20,
                    queue,
                    reader,
                    () -> storedPosition,
                    counters,
                    new LossWarning(SOURCE, counters, clock),
                    clock);
            state = new ArrayList<>(storedState);
            position = storedPosition;
        }

        /** The files stay as they are; nothing of what the process would do at its end is done. */
        private void kill() throws IOException {
            Path left = Files.createDirectory(root.resolve("kill-" + kills++));
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, left.resolve(file.getFileName()));
                }
            }
            journal.close();
            directory = left;
            start();
        }

        void make(Step step) throws IOException, InterruptedException {
            switch (step.act()) {
                case WRITE -> {
                    for (int i = 0; i < step.size(); i++) {
                        byte[] bytes = String.valueOf(number++).getBytes(UTF_8);
                        queue.add(new Message(bytes, bytes.length, "192.0.2.1"));
                    }
                    while (queue.size() > 0) {
                        writer.write(Duration.ZERO);
                    }
                }
                case COMMIT -> commit();
                case TAKE_AND_KILL -> {
                    reader.take(Duration.ZERO);
                    kill();
                }
                case STORE -> store();
                case DELETE -> journal.delete(SOURCE, storedPosition);
                case KILL -> kill();
            }
        }

        private boolean commit() throws InterruptedException {
            RecordBatch batch = reader.take(Duration.ZERO);
            batch.records().forEach(record -> state.add(record.text()));
            position = batch.endOffset();
            return !batch.records().isEmpty();
        }

        private void store() {
            storedState.clear();
            storedState.addAll(state);
            storedPosition = position;
        }

        List<String> all() throws InterruptedException {
            while (commit()) {
                // Until there is no more.
            }
            return state;
        }

        @Override
        public void close() {
            journal.close();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Property(tries = 100)
    void eachMessageIsCountedOnceAndInItsOrder(@ForAll("steps") List<Step> steps)
            throws IOException, InterruptedException {
        try (Processes processes = new Processes()) {
            for (Step step : steps) {
                processes.make(step);
            }
            assertThat(processes.all())
                    .containsExactly(IntStream.range(0, processes.number)
                            .mapToObj(String::valueOf)
                            .toArray(String[]::new));
        }
    }
}
