package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRowStoreTest {

    private static final long MANY_BYTES = 1L << 30;

    @TempDir
    private Path directory;

    private static Entry entry(String key, String value) {
        return new Entry(key.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Iterator<Entry> entries(String... keysAndValues) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        return entries.iterator();
    }

    private static List<String> texts(Iterator<Entry> entries) {
        List<String> texts = new ArrayList<>();
        entries.forEachRemaining(entry -> texts.add(new String(entry.key(), StandardCharsets.ISO_8859_1) + "="
                + new String(entry.value(), StandardCharsets.ISO_8859_1)));
        return texts;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void entriesComeInTheOrderOfTheirKeysAsUnsignedBytesAndThenAsTheyWereAdded() {
        try (SqliteRowStore store = new SqliteRowStore(directory, MANY_BYTES)) {
            store.append(1, entries("b", "1", "\u00ff", "2", "a", "3"));
            store.append(1, entries("b", "0", "ab", "4", "\u007f", "5"));
            assertThat(texts(store.entries(1))).containsExactly("a=3", "ab=4", "b=1", "b=0", "\u007f=5", "\u00ff=2");
        }
    }

    @Test
    void tablesAreApartAndOneMayBeDroppedWhileAnotherIsWalked() {
        try (SqliteRowStore store = new SqliteRowStore(directory, MANY_BYTES)) {
            store.append(1, entries("a", "1", "b", "2"));
            store.append(2, entries("a", "3"));
            Iterator<Entry> walk = store.entries(1);
            walk.next();
            store.drop(2);
            store.append(3, entries("c", "4"));
            assertThat(texts(walk)).containsExactly("b=2");
            assertThat(texts(store.entries(2))).isEmpty();
            assertThat(texts(store.entries(3))).containsExactly("c=4");
        }
    }

    @Test
    void walkOverMoreThanIsReadAheadGivesEachEntryOnceAlsoThoseOfOneKey() {
        Random random = new Random(1);
        try (SqliteRowStore store = new SqliteRowStore(directory, MANY_BYTES);
                MemoryRowStore twin = new MemoryRowStore()) {
            for (int part = 0; part < 4; part++) {
                List<Entry> some = IntStream.range(0, 500)
                        .mapToObj(i -> {
                            byte[] value = new byte[1 + random.nextInt(4_000)];
                            random.nextBytes(value);
                            return new Entry(new byte[] {(byte) random.nextInt(20)}, value);
                        })
                        .toList();
                store.append(7, some.iterator());
                twin.append(7, some.iterator());
            }
            assertThat(texts(store.entries(7))).isEqualTo(texts(twin.entries(7)));
        }
    }

    @Test
    void entriesThatFindNoRoomAreRefusedAllAndThereIsRoomAgainOnceATableIsDropped() {
        try (SqliteRowStore store = new SqliteRowStore(directory, 1 << 20)) {
            String long_ = "x".repeat(10_000);
            assertThat(store.append(1, entries("a", long_))).isTrue();
            String[] many = Stream.generate(() -> new String[] {"b", long_})
                    .limit(40)
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            assertThat(store.append(2, entries(many))).isTrue();
            assertThat(store.append(3, entries(many))).isFalse();
            assertThat(texts(store.entries(3))).isEmpty();
            assertThat(texts(store.entries(1))).hasSize(1);
            store.drop(2);
            assertThat(store.append(3, entries(many))).isTrue();
            assertThat(texts(store.entries(3))).hasSize(40);
        }
    }

    @Test
    void whatIsUsedIsCountedWithoutWhatWasDropped() {
        try (SqliteRowStore store = new SqliteRowStore(directory, 1 << 20)) {
            assertThat(store.used()).isZero();
            assertThat(store.most()).isEqualTo(1 << 20);
            String[] many = Stream.generate(() -> new String[] {"b", "x".repeat(10_000)})
                    .limit(40)
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            store.append(1, entries("a", "1"));
            long before = store.used();
            store.append(2, entries(many));
            assertThat(store.used()).isBetween(before + 400_000, 1L << 20);
            store.drop(2);
            assertThat(store.used()).isCloseTo(before, within(64L * 1024));
        }
    }

    @Test
    void nothingIsMadeBeforeTheFirstEntryAndNothingStaysBehind() throws IOException {
        try (SqliteRowStore store = new SqliteRowStore(directory, MANY_BYTES)) {
            assertThat(texts(store.entries(1))).isEmpty();
            store.drop(1);
            assertThat(files()).isEmpty();
            store.append(1, entries("a", "1"));
            assertThat(files()).hasSize(2);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftBehindIsDeletedAndWhatAnotherOneUsesIsNot() throws IOException {
        Files.writeString(directory.resolve("rows-left.sqlite"), "rows");
        Files.writeString(directory.resolve("rows-left.sqlite.lock"), "");
        Files.writeString(directory.resolve("rows-used.sqlite"), "rows");
        Path used = Files.writeString(directory.resolve("rows-used.sqlite.lock"), "");
        Files.writeString(directory.resolve("notes.txt"), "of somebody else");
        try (FileChannel channel = FileChannel.open(used, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
            try (SqliteRowStore store = new SqliteRowStore(directory, MANY_BYTES)) {
                store.append(1, entries("a", "1"));
            }
        }
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("rows-used.sqlite", "rows-used.sqlite.lock", "notes.txt");
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (SqliteRowStore store = new SqliteRowStore(file.resolve("rows"), MANY_BYTES)) {
            assertThatThrownBy(() -> store.append(1, entries("a", "1")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.resolve("rows").toString());
        }
    }
}
