package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real files that are written, renamed, emptied and deleted while they are followed. What is written is synthetic. */
class FollowedFilesTest {

    private static final int MAX_RECORD = 2000;

    private Path folder;
    private final Map<String, Long> positions = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final List<EventBatch> ended = new ArrayList<>();
    private FollowedFiles files;

    private final SettableClock clock = new SettableClock(Instant.parse("2024-01-01T00:00:00Z"));

    @BeforeTry
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("followed");
        positions.clear();
        told.clear();
        read.clear();
        ended.clear();
        files = follow(false, InputFormat.AUTO, 100);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private FollowedFiles follow(boolean fromEnd, InputFormat format, int most) {
        return new FollowedFiles(
                new FollowedFiles.Settings(
                        List.of(folder), name -> name.endsWith(".log"), false, format, fromEnd, most, 3, MAX_RECORD),
                unit -> positions.getOrDefault(unit, 0L),
                clock,
                told::add);
    }

    private void poll() throws IOException {
        files.look();
        Optional<RecordBatch> batch = files.next();
        while (batch.isPresent()) {
            // A splitter asks for the next one before this one is through.
            Optional<RecordBatch> ahead = files.next();
            batch.get().records().forEach(record -> read.add(record.text()));
            positions.put(batch.get().unit().id(), batch.get().endOffset());
            files.through();
            batch = ahead;
        }
        for (EventBatch end : files.ended()) {
            ended.add(end);
            positions.remove(end.unit().id());
        }
    }

    private Path append(String name, String text) throws IOException {
        return append(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path append(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void halfALineWaitsForItsRest() throws IOException {
        append("a.log", "{\"a\":1}\n{\"a\":");
        poll();
        assertThat(read).containsExactly("{\"a\":1}");
        pass(Duration.ofMinutes(10));
        poll();
        assertThat(read).hasSize(1);

        append("a.log", "2}\n");
        poll();

        assertThat(read).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void halfACharacterWaitsForItsRest() throws IOException {
        byte[] line = "\u20ac\n".getBytes(StandardCharsets.UTF_8);
        append("a.log", new byte[] {line[0], line[1]});
        poll();
        append("a.log", new byte[] {line[2], line[3]});
        poll();

        assertThat(read).containsExactly("\u20ac");
    }

    @Test
    void recordOnSeveralLinesIsGivenOnceItIsWholeOrTheFileIsQuiet() throws IOException {
        append("a.log", "<Event>\n<System>\n");
        poll();
        assertThat(read).isEmpty();
        append("a.log", "</System></Event>\n01/14/2021 11:41:39 PM\nLogName=x\n");
        poll();
        assertThat(read).containsExactly("<Event>\n<System>\n</System></Event>");
        append("a.log", "Message=y\n");
        poll();
        assertThat(read).hasSize(1);

        pass(FollowedFile.QUIET);
        poll();

        assertThat(read).element(1).isEqualTo("01/14/2021 11:41:39 PM\nLogName=x\nMessage=y");
    }

    @Test
    void offsetsAndLinesAreThoseOfTheFile() throws IOException {
        append("a.log", "one\ntwo\n");
        poll();
        append("a.log", "\nfour\n");
        files.look();

        RawRecord record = files.next().orElseThrow().records().get(0);

        assertThat(record.line()).isEqualTo(4);
        assertThat(record.offset()).isEqualTo(9);
    }

    @Test
    void renamedFileGoesOnUnderItsIdentityAndTheNewOneIsReadFromItsStart() throws IOException {
        append("a.log", "one\n");
        poll();
        Files.move(folder.resolve("a.log"), folder.resolve("a.1.log"));
        append("a.1.log", "two\n");
        append("a.log", "three\n");
        poll();

        assertThat(read).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(positions).hasSize(2);
        assertThat(ended).isEmpty();
    }

    @Test
    void fileThatIsRenamedAwayIsReadToItsEndWhileItIsStillWritten() throws IOException {
        append("a.log", "one\n");
        poll();
        Files.move(folder.resolve("a.log"), folder.resolve("a.log.1"));
        append("a.log.1", "two\n");
        poll();
        pass(FollowedFile.FAREWELL.dividedBy(2));
        append("a.log.1", "three\nfo");
        poll();
        assertThat(read).containsExactly("one", "two", "three");
        assertThat(ended).isEmpty();

        pass(FollowedFile.FAREWELL);
        poll();

        assertThat(read).as("what is left of the last line").containsExactly("one", "two", "three", "fo");
        assertThat(ended).singleElement().satisfies(end -> {
            assertThat(end.ended()).isTrue();
            assertThat(end.endOffset()).isEqualTo(16);
        });
    }

    @Test
    void deletedFileEndsItsUnitOnce() throws IOException {
        Path file = append("a.log", "one\n");
        poll();
        append("a.log", "two\n");
        Files.delete(file);
        poll();
        pass(FollowedFile.FAREWELL);
        poll();
        poll();

        assertThat(read).containsExactly("one", "two");
        assertThat(ended).hasSize(1);
    }

    @Test
    void emptiedFileIsReadFromItsStartAlsoIfItHasGrownPastWhereItWas() throws IOException {
        Path file = append("a.log", "10:00 one\n");
        poll();
        try (RandomAccessFile emptied = new RandomAccessFile(file.toFile(), "rw")) {
            emptied.setLength(0);
        }
        append("a.log", "10:01\n");
        poll();
        try (RandomAccessFile emptied = new RandomAccessFile(file.toFile(), "rw")) {
            emptied.setLength(0);
        }
        append("a.log", "10:02 two, and longer than what was there\n");
        poll();

        assertThat(read).containsExactly("10:00 one", "10:01", "10:02 two, and longer than what was there");
        assertThat(positions).hasSize(1);
    }

    @Test
    void batchOfAFileThatWasEmptiedSinceChangesNothingOnceItIsThrough() throws IOException {
        Path file = append("a.log", "10:00 one\n");
        files.look();
        files.next().orElseThrow();
        try (RandomAccessFile emptied = new RandomAccessFile(file.toFile(), "rw")) {
            emptied.setLength(0);
        }
        append("a.log", "10:01\n");
        assertThat(files.next().orElseThrow().records().get(0).text()).isEqualTo("10:01");
        files.through();
        files.through();
        poll();

        assertThat(read).isEmpty();
    }

    @Test
    void restartGoesOnBehindTheLastBatchThatWentThrough() throws IOException {
        append("a.log", "1\n2\n3\n4\n5\n");
        files.look();
        RecordBatch first = files.next().orElseThrow();
        positions.put(first.unit().id(), first.endOffset());
        files.through();
        files.next().orElseThrow();
        files.close();

        files = follow(true, InputFormat.AUTO, 100);
        poll();

        assertThat(first.records()).hasSize(3);
        assertThat(read).as("also with from = end").containsExactly("4", "5");
    }

    @Test
    void restartOfAFileThatIsShorterThanItsPositionBeginsAtItsStart() throws IOException {
        append("a.log", "one\n");
        poll();
        positions.replaceAll((unit, position) -> 100L);
        files.close();
        files = follow(false, InputFormat.AUTO, 100);
        poll();

        assertThat(read).containsExactly("one", "one");
    }

    @Test
    void batchThatIsNotThroughIsGivenAgain() throws IOException {
        append("a.log", "one\n");
        files.look();
        RecordBatch batch = files.next().orElseThrow();

        assertThat(files.next()).isEmpty();
        files.look();
        assertThat(files.next()).contains(batch);
    }

    @Test
    void fromEndLeavesOutWhatIsThereAtTheStartAndOnlyThat() throws IOException {
        files.close();
        append("a.log", "old\nhalf of ");
        files = follow(true, InputFormat.AUTO, 100);
        poll();
        append("a.log", "a line\nnew\n");
        append("b.log", "later\n");
        poll();

        assertThat(read).containsExactlyInAnyOrder("new", "later");
    }

    @Test
    void packedAndBinaryFilesAreToldOnceAndNotFollowed() throws IOException {
        append("a.log", InputsTest.gzip("{}\n".getBytes(StandardCharsets.UTF_8)));
        append("b.log", new byte[] {'x', 0, '\n'});
        append("c.log", "text\n");
        poll();
        poll();

        assertThat(read).containsExactly("text");
        assertThat(told)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("a.log is packed (gzip)"))
                .anySatisfy(line -> assertThat(line).contains("b.log is binary: a NUL byte at offset 1"));
    }

    @Test
    void moreFilesThanMayBeOpenAreToldAndTakeTheirTurnLater() throws IOException {
        files.close();
        files = follow(false, InputFormat.AUTO, 1);
        Path first = append("a.log", "one\n");
        poll();
        append("b.log", "two\n");
        poll();
        poll();
        assertThat(read).containsExactly("one");
        assertThat(told).singleElement().asString().contains("at most 1 files").contains("b.log");

        Files.delete(first);
        poll();
        pass(FollowedFile.FAREWELL);
        poll();
        poll();

        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void lineThatIsTooLongIsSetAsideOnceAndTheNextIsRead() throws IOException {
        append("a.log", "x".repeat(3_000_000) + "\nnext\n");
        poll();

        assertThat(read).hasSize(2);
        assertThat(read.get(0)).matches("x+");
        assertThat(read.get(1)).isEqualTo("next");
    }

    @Test
    void rowsBelowAHeaderKeepItsColumnsOverManyWrites() throws IOException {
        files.close();
        files = follow(false, InputFormat.CSV, 100);
        append("a.log", "time,host\n");
        poll();
        append("a.log", "1,a\n2,\"b\n");
        poll();
        append("a.log", "c\"\n");
        poll();

        assertThat(read).containsExactly("1,a", "2,\"b\nc\"");
    }

    @Test
    void directoryThatIsAwayForAMomentTakesNoFileAway() throws IOException {
        append("a.log", "one\n");
        poll();
        Path away = folder.resolveSibling(folder.getFileName() + ".away");
        Files.move(folder, away);
        poll();
        pass(FollowedFile.FAREWELL.multipliedBy(2));
        poll();
        Files.move(away, folder);
        append("a.log", "two\n");
        poll();

        assertThat(read).containsExactly("one", "two");
        assertThat(ended).isEmpty();
    }

    /** What happens to the file between two looks. */
    private sealed interface Step {
        record Write(String text) implements Step {}

        record Look() implements Step {}

        record Rename() implements Step {}

        record Restart() implements Step {}
    }

    @Property(tries = 300)
    void whateverTheWritesAndRotationsAllRecordsAreReadOnceAndInOrder(@ForAll("steps") List<Step> steps)
            throws IOException {
        List<ByteArrayOutputStream> written = new ArrayList<>(List.of(new ByteArrayOutputStream()));
        for (Step step : steps) {
            if (step instanceof Step.Write write) {
                byte[] bytes = write.text().getBytes(StandardCharsets.UTF_8);
                written.get(written.size() - 1).writeBytes(bytes);
                append("a.log", bytes);
            } else if (step instanceof Step.Rename && Files.exists(folder.resolve("a.log"))) {
                Files.move(folder.resolve("a.log"), folder.resolve("old" + written.size() + ".log"));
                written.add(new ByteArrayOutputStream());
            } else if (step instanceof Step.Restart) {
                files.close();
                files = follow(false, InputFormat.AUTO, 100);
            } else {
                poll();
            }
        }
        poll();
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        poll();
        pass(FollowedFile.FAREWELL);
        poll();

        List<String> expected = new ArrayList<>();
        for (ByteArrayOutputStream file : written) {
            for (RawRecord record : Reading.records(file.toString(StandardCharsets.UTF_8))) {
                expected.add(record.text());
            }
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(told).isEmpty();
        long used = written.stream().filter(file -> file.size() > 0).count();
        assertThat(ended).hasSize((int) used);
        close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> writes = Arbitraries.of(
                        "{\"a\":1}\n",
                        "{\"a\":",
                        "2}\n",
                        "{\n  \"b\": [\n",
                        "  {}\n ]\n}\n",
                        "<Event>\n<System>\n",
                        "</System>\n</Event>\n",
                        "text",
                        "\n",
                        "\u20ac\r\n",
                        "01/14/2021 11:41:39 PM\r\nLogName=x\r\n",
                        "Record 12\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(texts -> (Step) new Step.Write(texts.stream().collect(Collectors.joining())));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, writes),
                        Tuple.of(5, Arbitraries.just(new Step.Look())),
                        Tuple.of(1, Arbitraries.just(new Step.Rename())),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())))
                .list()
                .ofMaxSize(25);
    }
}
