package io.outrider.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveJournalTest {

    private static final String SOURCE = "relays";
    private static final Instant AT = Instant.parse("2025-06-03T09:00:00.123Z");

    @TempDir
    Path directory;

    private final List<ReceiveJournal> opened = new ArrayList<>();

    private ReceiveJournal journal(Path in) {
        ReceiveJournal journal = new ReceiveJournal(in, false);
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void close() {
        opened.forEach(ReceiveJournal::close);
    }

    private static Received entry(long first, int count) {
        return new Received(first, count, AT, ("messages from " + first).getBytes(UTF_8));
    }

    private static List<Long> firsts(List<Received> entries) {
        return entries.stream().map(Received::first).toList();
    }

    /** What a process that is killed now leaves: its files as they are. */
    private Path killed() throws IOException {
        Path left = Files.createTempDirectory(directory, "killed");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, left.resolve(file.getFileName()));
            }
        }
        return left;
    }

    @Test
    void whatAKilledProcessWroteIsThereInItsOrder() throws IOException {
        ReceiveJournal journal = journal(directory);
        journal.append(SOURCE, entry(0, 3));
        journal.append("others", entry(0, 1));
        journal.append(SOURCE, entry(3, 2));

        ReceiveJournal after = journal(killed());

        List<Received> read = after.read(SOURCE, 0, 100, 1 << 20);
        assertThat(firsts(read)).containsExactly(0L, 3L);
        assertThat(read.get(1).at()).isEqualTo(AT);
        assertThat(read.get(1).bytes()).asString(UTF_8).isEqualTo("messages from 3");
        assertThat(after.end(SOURCE)).isEqualTo(5);
        assertThat(after.end("others")).isEqualTo(1);
        assertThat(after.end("unknown")).isZero();
        assertThat(after.bytes(SOURCE)).isEqualTo(journal.bytes(SOURCE)).isEqualTo(30);
    }

    @Test
    void readingBeginsWithTheEntryThatHoldsTheMessageAndEndsBehindTheBound() {
        ReceiveJournal journal = journal(directory);
        for (int i = 0; i < 10; i++) {
            journal.append(SOURCE, entry(10 * i, 10));
        }

        assertThat(firsts(journal.read(SOURCE, 25, 15, 1 << 20))).containsExactly(20L, 30L);
        assertThat(firsts(journal.read(SOURCE, 30, 10, 1 << 20))).containsExactly(30L);
        assertThat(firsts(journal.read(SOURCE, 0, 1_000, 16))).containsExactly(0L, 10L);
        assertThat(journal.read(SOURCE, 100, 10, 1 << 20)).isEmpty();
    }

    @Test
    void entriesThatTheStateKnowsWhollyAreDeletedAndTheirNumbersNotGivenAgain() throws IOException {
        ReceiveJournal journal = journal(directory);
        for (int i = 0; i < 10; i++) {
            journal.append(SOURCE, entry(10 * i, 10));
        }
        journal.append("others", entry(0, 10));

        assertThat(journal.delete(SOURCE, 35)).isTrue();
        assertThat(journal.delete(SOURCE, 35)).isFalse();
        assertThat(firsts(journal.read(SOURCE, 0, 1_000, 1 << 20))).startsWith(30L, 40L);
        assertThat(journal.counted(SOURCE)).isEqualTo(35);

        journal.delete(SOURCE, 100);
        ReceiveJournal after = journal(killed());
        assertThat(after.read(SOURCE, 0, 1_000, 1 << 20)).isEmpty();
        assertThat(after.bytes(SOURCE)).isEqualTo(journal.bytes(SOURCE)).isZero();
        assertThat(after.end(SOURCE)).isEqualTo(100);
        assertThat(after.read("others", 0, 1_000, 1 << 20)).hasSize(1);
        // Not back.
        after.delete(SOURCE, 50);
        assertThat(after.counted(SOURCE)).isEqualTo(100);
    }

    @Test
    void sizesAreThoseOfTheEntriesAndNothingIsMadeToTellThem() throws IOException {
        ReceiveJournal journal = journal(directory);
        assertThat(journal.sizes()).isEmpty();
        assertThat(directory).isEmptyDirectory();
        journal.append(SOURCE, entry(0, 10));
        journal.append("others", entry(0, 10));
        assertThat(journal.sizes())
                .containsEntry(SOURCE, journal.bytes(SOURCE))
                .containsEntry("others", journal.bytes("others"));
        journal.delete(SOURCE, 10);
        assertThat(journal.sizes()).containsEntry(SOURCE, 0L);
    }

    @Test
    void positionBelowTheFirstEntryDeletesNothing() {
        ReceiveJournal journal = journal(directory);
        journal.append(SOURCE, entry(0, 10));

        assertThat(journal.delete(SOURCE, 9)).isFalse();
        assertThat(journal.read(SOURCE, 0, 10, 1 << 20)).hasSize(1);
        assertThat(journal.bytes(SOURCE)).isPositive();
    }

    @Test
    void thousandsOfEntriesAreDeletedInParts() {
        ReceiveJournal journal = journal(directory);
        for (int i = 0; i < 2_500; i++) {
            journal.append(SOURCE, entry(i, 1));
        }

        assertThat(journal.delete(SOURCE, 2_400)).isTrue();
        assertThat(journal.read(SOURCE, 0, 1, 1).get(0).first()).isEqualTo(1_000);
        assertThat(journal.delete(SOURCE, 2_400)).isTrue();
        assertThat(journal.delete(SOURCE, 2_400)).isTrue();
        assertThat(journal.delete(SOURCE, 2_400)).isFalse();
        assertThat(firsts(journal.read(SOURCE, 0, 1, 1))).containsExactly(2_400L);
    }

    @Test
    void entryThatIsWrittenAgainIsThereOnce() {
        ReceiveJournal journal = journal(directory);
        journal.append(SOURCE, entry(0, 3));
        journal.append(SOURCE, entry(0, 3));

        assertThat(journal.read(SOURCE, 0, 10, 1 << 20)).hasSize(1);
        assertThat(journal.bytes(SOURCE)).isEqualTo(15);
    }

    @Test
    void fileDoesNotGrowWhileItIsFilledAndEmptied() throws IOException {
        ReceiveJournal journal = journal(directory);
        byte[] bytes = new byte[100_000];
        long first = 0;
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 100; i++) {
                journal.append(SOURCE, new Received(first++, 1, AT, bytes));
            }
            journal.delete(SOURCE, first);
        }

        // 300 MB went through; 10 MB of it at a time.
        assertThat(Files.size(directory.resolve(ReceiveJournal.FILE))).isLessThan(20L << 20);
        assertThat(Files.size(directory.resolve(ReceiveJournal.FILE + "-wal"))).isLessThan(80L << 20);
    }

    @Test
    void idStaysAndIsAnotherOfEachJournal() throws IOException {
        ReceiveJournal journal = journal(directory);
        String id = journal.id();

        assertThat(journal(killed()).id()).isEqualTo(id);
        assertThat(journal.id()).isEqualTo(id);
        assertThat(journal(directory.resolve("other")).id()).isNotEqualTo(id);
    }

    /** As if the end of the file had not come to the disk before the power went. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000, 20_000, 70_000})
    void tornFileHasTheEntriesBeforeTheTear(int torn) throws IOException {
        ReceiveJournal journal = journal(directory);
        byte[] bytes = new byte[10_000];
        // Of something that is there when the rest is lost.
        journal.id();
        for (int i = 0; i < 20; i++) {
            journal.append(SOURCE, new Received(i, 1, AT, bytes));
        }
        Path left = killed();
        Path log = left.resolve(ReceiveJournal.FILE + "-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - torn);
        }

        ReceiveJournal after = journal(left);
        List<Received> read = after.read(SOURCE, 0, 100, 1 << 20);
        assertThat(read.size()).isBetween(12, 19);
        assertThat(after.end(SOURCE)).isEqualTo(read.size());
        assertThat(firsts(read)).isSorted().startsWith(0L, 1L);
        after.append(SOURCE, new Received(read.size(), 1, AT, bytes));
        assertThat(after.read(SOURCE, 0, 100, 1 << 20)).hasSize(read.size() + 1);
    }

    @Test
    void fileThatIsNoneIsRefusedAndLeftAsItIs() throws IOException {
        Path file = directory.resolve(ReceiveJournal.FILE);
        String text = "this is no database, but long enough to be looked at ".repeat(100);
        Files.writeString(file, text);

        assertThatThrownBy(() -> journal(directory).id())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("outrider.store.directory")
                .hasMessageContaining("file is not a database")
                .hasMessageContaining("lost if it is moved away");
        assertThat(file).hasContent(text);
    }

    @Test
    void fileThatIsCutOffIsTold() throws IOException {
        ReceiveJournal journal = journal(directory);
        for (int i = 0; i < 20; i++) {
            journal.append(SOURCE, new Received(i, 1, AT, new byte[10_000]));
        }
        // Copies what there is into the file proper.
        close();
        Path file = directory.resolve(ReceiveJournal.FILE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        assertThatThrownBy(() -> journal(directory).id())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("malformed");
    }

    @Test
    void fileOfALaterVersionIsRefused() throws SQLException {
        journal(directory).id();
        close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(ReceiveJournal.FILE));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 2");
        }

        assertThatThrownBy(() -> journal(directory).id()).hasMessageContaining("it is of version 2");
    }

    @Test
    void secondProcessIsKeptOut() {
        ReceiveJournal journal = journal(directory);
        journal.append(SOURCE, entry(0, 1));

        assertThatThrownBy(() -> journal(directory).end(SOURCE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("locked")
                .hasMessageContaining("no other process has it");
        journal.append(SOURCE, entry(1, 1));
        assertThat(journal.end(SOURCE)).isEqualTo(2);
    }

    @Test
    void directoryThatCannotBeMadeIsToldAndUsedOnceItCan() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in its place");
        ReceiveJournal journal = journal(file);

        assertThatThrownBy(() -> journal.append(SOURCE, entry(0, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("could not be opened");
        Files.delete(file);
        journal.append(SOURCE, entry(0, 1));
        assertThat(journal.end(SOURCE)).isEqualTo(1);
    }
}
