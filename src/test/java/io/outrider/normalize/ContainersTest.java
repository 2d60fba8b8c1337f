package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives, character sets and bombs. Synthetic. */
class ContainersTest {

    @TempDir
    Path folder;

    @Test
    void entriesOfAZipArchiveAreReadOneAfterTheOtherEachByItsOwnContent() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/", new byte[0]);
        entries.put("a/events.txt", utf8("{\"a\":1}\n{\"b\":2}"));
        entries.put("empty", new byte[0]);
        entries.put("table.json", utf8("time,host\n2024-01-01T10:00:00Z,ws1\n"));
        entries.put("utf16.log", "\uFEFF<Event>1</Event>".getBytes(StandardCharsets.UTF_16LE));
        entries.put("packed.dat", InputsTest.gzip(utf8("[{\"c\":3}]")));

        List<RecordBatch> batches = batches(zip(entries), 500);

        assertThat(texts(batches))
                .containsExactly("{\"a\":1}", "{\"b\":2}", "2024-01-01T10:00:00Z,ws1", "<Event>1</Event>", "{\"c\":3}");
        assertThat(batches)
                .extracting(batch -> batch.unit().source().replaceFirst(".*events.log", ""))
                .containsExactly(":a/events.txt", ":table.json", ":utf16.log", ":packed.dat");
        assertThat(batches).extracting(batch -> batch.unit().id()).containsOnly("unit");
    }

    @Test
    void recordsDoNotGoOnInTheNextEntry() throws IOException {
        byte[] archive = zip(Map.of("a", utf8("{\"a\":")), "b", utf8("1}\n"));
        assertThat(texts(batches(archive, 500))).containsExactly("{\"a\":", "1}");
    }

    @Test
    void aPositionTellsTheEntryToo() throws IOException {
        byte[] archive = zip(Map.of("a", utf8("{\"a\":1}\n{\"a\":2}\n")), "b", utf8("{\"b\":1}\n{\"b\":2}\n"));
        List<RecordBatch> all = batches(archive, 1);
        for (int i = 0; i < all.size(); i++) {
            assertThat(texts(batches(archive, 1, all.get(i).endOffset())))
                    .isEqualTo(texts(all.subList(i + 1, all.size())));
        }
    }

    @Test
    void entryThatIsNoTextIsToldAndTheOthersAreRead() throws IOException {
        byte[] archive = zip(
                new LinkedHashMap<>(Map.of("a.png", new byte[] {1, 0, 2})),
                "inner.zip",
                zip(Map.of("x", utf8("{\"x\":1}"))),
                "b.log",
                utf8("{\"b\":2}"));
        try (RecordBatches batches = open(archive, 500, 0)) {
            assertThat(batches.next().records()).extracting(RawRecord::text).containsExactly("{\"b\":2}");
            assertThat(batches.hasNext()).isFalse();
            assertThat(batches.failure().orElseThrow())
                    .hasMessageContaining("events.log:a.png")
                    .hasMessageContaining("NUL byte at offset 1");
        }
    }

    @Test
    void archivesInArchivesAreRefusedByName() throws IOException {
        byte[] inner = zip(Map.of("x", utf8("{\"x\":1}")));
        for (byte[] nested : List.of(
                zip(Map.of("inner.txt", inner)),
                InputsTest.gzip(inner),
                InputsTest.gzip(InputsTest.gzip(utf8("{}"))),
                zip(Map.of("inner.txt", InputsTest.gzip(inner))))) {
            assertThatThrownBy(() -> batches(nested, 500))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("events.log")
                    .hasMessageContaining("an archive in an archive");
        }
    }

    @Test
    void archiveThatIsCutIsAnErrorWhereverItIsCut() throws IOException {
        byte[] archive = zip(Map.of("a", utf8("{\"a\":1}")), "b", utf8("{\"b\":2}"));
        for (int length = 4; length < archive.length - 22; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> batches(cut, 500))
                    .as("%s of %s bytes", length, archive.length)
                    .isInstanceOfAny(EOFException.class, ZipException.class);
        }
    }

    @Test
    void emptyArchiveIsEmpty() throws IOException {
        assertThat(batches(zip(Map.of()), 500)).isEmpty();
    }

    @Test
    void oneTextIsNotToBeHadOfAnArchive() throws IOException {
        byte[] archive = zip(Map.of("a", utf8("{}")));
        assertThatThrownBy(() -> Inputs.open(new ByteArrayInputStream(archive), "test"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("test is a zip archive");
    }

    @Test
    void namesOfEntriesAreShownWithoutControlCharactersAndNotAtAnyLength() throws IOException {
        byte[] archive = zip(Map.of("../\n\u001b" + "x".repeat(1000), utf8("{}")));
        assertThat(batches(archive, 1).get(0).unit().source())
                .matches("[^\\p{Cntrl}]*")
                .hasSizeLessThan(folder.toString().length() + 300);
    }

    @Test
    void bombEndsWhereItUnpacksToMoreThanLogsDo() throws IOException {
        byte[] bomb = bomb();
        long read = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Inputs.open(new ByteArrayInputStream(bomb), "test")) {
            while (true) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new AssertionError("expected an end before " + read + " bytes");
                }
                read += count;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("test unpacks to more").hasMessageContaining("200 times");
        }
        assertThat(read).isBetween(UnpackBound.FREE - (1 << 16), UnpackBound.FREE);
    }

    @Test
    void charsetOfTheSourceIsThatOfTextWithoutAMark() throws IOException {
        String text = "{\"a\":\"\u00e9\u20ac\"}";
        for (String name : List.of("windows-1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030", "UTF-8")) {
            Charset charset = Charset.forName(name);
            assertThat(texts(batches(text.getBytes(charset), charset))).as(name).containsExactly(text);
            assertThat(texts(batches(utf8("\uFEFF" + text), charset))).as(name).containsExactly(text);
            assertThat(texts(batches(InputsTest.gzip(text.getBytes(charset)), charset)))
                    .as(name)
                    .containsExactly(text);
        }
        assertThat(texts(batches("\u00e9".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)))
                .containsExactly("\u00e9");
    }

    @Test
    void byteThatTheCharsetDoesNotHaveIsMarkedAsAFault() throws IOException {
        // 0x81 is none in windows-1252.
        List<RecordBatch> batches = batches(new byte[] {'a', (byte) 0x81, 'b'}, Charset.forName("windows-1252"));
        assertThat(batches.get(0).records().get(0).text()).isEqualTo("a\uFFFDb");
        assertThat(batches.get(0).records().get(0).fault()).isEqualTo(RawRecord.Fault.MALFORMED_TEXT);
    }

    @Property(tries = 300)
    void anythingThatBeginsAsAnArchiveEndsOrFailsWithAnIOException(@ForAll byte[] input) {
        byte[] begins = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 4 + input.length);
        System.arraycopy(input, 0, begins, 4, input.length);
        try (InputTexts texts = Inputs.texts(new ByteArrayInputStream(begins), "test", StandardCharsets.UTF_8)) {
            for (TextInput text = texts.next(); text != null; text = texts.next()) {
                text.in().readAllBytes();
            }
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    @Property(tries = 1000)
    void archiveWithOneOtherByteEndsOrFailsWithAnIOException(@ForAll int place, @ForAll byte other) throws IOException {
        byte[] archive = zip(Map.of("a", utf8("{\"a\":1}\n".repeat(20))), "b", utf8("{\"b\":2}"));
        archive[Math.floorMod(place, archive.length)] = other;
        try (InputTexts texts = Inputs.texts(new ByteArrayInputStream(archive), "test", StandardCharsets.UTF_8)) {
            for (TextInput text = texts.next(); text != null; text = texts.next()) {
                text.in().readAllBytes();
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private List<RecordBatch> batches(byte[] input, int size) throws IOException {
        return batches(input, size, 0);
    }

    private List<RecordBatch> batches(byte[] input, int size, long from) throws IOException {
        try (RecordBatches batches = open(input, size, from)) {
            return all(batches);
        }
    }

    private List<RecordBatch> batches(byte[] input, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("events.log"), input);
        UnitReader reader = UnitReader.open(file, 1 << 20, InputFormat.AUTO, charset);
        try (RecordBatches batches = new RecordBatches(new SourceUnit("unit", file.toString()), reader, 500, 0)) {
            return all(batches);
        }
    }

    private RecordBatches open(byte[] input, int size, long from) throws IOException {
        Path file = Files.write(folder.resolve("events.log"), input);
        UnitReader reader = UnitReader.open(file, 1 << 20, InputFormat.AUTO, StandardCharsets.UTF_8);
        return new RecordBatches(new SourceUnit("unit", file.toString()), reader, size, from);
    }

    private static List<RecordBatch> all(RecordBatches batches) throws IOException {
        List<RecordBatch> all = new ArrayList<>();
        while (batches.hasNext()) {
            all.add(batches.next());
        }
        if (batches.failure().isPresent()) {
            throw batches.failure().get();
        }
        return all;
    }

    private static List<String> texts(List<RecordBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .map(RawRecord::text)
                .toList();
    }

    private static byte[] zip(Map<String, byte[]> first, Object... more) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(first);
        for (int i = 0; i < more.length; i += 2) {
            entries.put((String) more[i], (byte[]) more[i + 1]);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    /** Some 300 MiB of one letter. */
    private static byte[] bomb() throws IOException {
        byte[] letters = new byte[1 << 20];
        Arrays.fill(letters, (byte) 'x');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 300; i++) {
                out.write(letters);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
