package io.outrider.evtx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.outrider.Corpus;
import io.outrider.evtx.SyntheticChunk.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a file says, it takes bounded time and memory, and nothing is thrown. Synthetic, or real files with damage. */
class HostileFilesTest {

    /** Ends of lines and what stands around a value: what a chunk's text may have more than its budget. */
    private static final int SLACK = 1 << 16;

    private static List<String> read(byte[] file) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Lines.of(file));
    }

    private static String only(Consumer<SyntheticChunk> record) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Lines.of(record));
    }

    @Test
    void valueThatIsUsedAThousandTimesIsRefused() {
        String text = "x".repeat(10_000);
        assertThat(only(chunk -> chunk.template(
                        definition -> definition.event(data -> {
                            for (int i = 0; i < 1000; i++) {
                                data.substitution(0x0D, 0, 0x01);
                            }
                        }),
                        Value.text(text))))
                .contains("at most 64 times as large as a chunk");
    }

    @Test
    void templatesInTemplatesThatWriteNothingAreRefused() {
        // Six levels of a template that uses its value thirty times: 700 million uses of nothing.
        SyntheticChunk chunk = new SyntheticChunk();
        int[] at = new int[1];
        chunk.record(record -> at[0] = record.template(
                definition -> definition.element("Event", event -> {
                    for (int i = 0; i < 30; i++) {
                        event.substitution(0x0D, 0, 0x21);
                    }
                }),
                Value.of(0x00)));
        byte[] value = new byte[0];
        for (int level = 0; level < 6; level++) {
            value = new SyntheticChunk()
                    .instance(at[0], new Value(0x21, value))
                    .raw(0x00)
                    .copyFrom(Chunk.HEADER);
        }
        byte[] nested = value;
        chunk.record(record -> record.instance(at[0], new Value(0x21, nested)));
        assertThat(read(SyntheticChunk.file(chunk.done())))
                .hasSize(2)
                .last()
                .asString()
                .contains("but found more");
    }

    @Test
    void allRecordsOfAChunkTogetherAreBounded() {
        SyntheticChunk chunk = new SyntheticChunk();
        int[] at = new int[1];
        chunk.record(record -> at[0] = record.template(
                definition -> definition.event(data -> {
                    for (int i = 0; i < 3000; i++) {
                        data.substitution(0x0D, 0, 0x01);
                    }
                }),
                Value.text("x")));
        // Of some 900 KB each, which is within what a record may have; twenty are more than a chunk may have.
        for (int i = 0; i < 20; i++) {
            chunk.record(record -> record.instance(at[0], Value.text("x".repeat(300))));
        }
        List<String> lines = read(SyntheticChunk.file(chunk.done()));
        assertThat(lines.stream().mapToLong(String::length).sum()).isLessThan(Budget.CHUNK + SLACK);
        assertThat(lines).hasSize(21).last().asString().contains("chunks of at most 256 times");
        assertThat(lines.get(10)).hasSizeGreaterThan(900_000);
    }

    @Test
    void elementsNestTo64Levels() {
        assertThat(only(chunk -> nested(chunk, 62))).startsWith("<Event ");
        assertThat(only(chunk -> nested(chunk, 63))).contains("at most 64 levels");
        assertThat(only(chunk -> nested(chunk, 1500))).contains("at most 64 levels");
    }

    private static void nested(SyntheticChunk chunk, int levels) {
        chunk.event("E", event -> {
            for (int i = 0; i < levels; i++) {
                event.open("E");
            }
            for (int i = 0; i < levels; i++) {
                event.close();
            }
        });
    }

    @Test
    void numberOfValuesThatDoNotFitIsRefusedBeforeRoomIsMadeForThem() {
        for (int count : new int[] {-1, Integer.MAX_VALUE, 1 << 28, 100}) {
            assertThat(only(chunk -> {
                        int at = chunk.template(SyntheticChunk.EVENT, Value.text("a"));
                        chunk.raw(0x0C, 0x01).u32(7).u32(at).u32(count);
                    }))
                    .contains("as many values as there is room for");
        }
    }

    @Test
    void templateAndNameOutsideTheChunkAreRefused() {
        for (int at : new int[] {-1, 0, 511, Chunk.SIZE - 8, Chunk.SIZE, Integer.MAX_VALUE}) {
            assertThat(only(chunk -> chunk.instance(at, Value.text("a")))).contains("a template within its chunk");
            assertThat(only(chunk -> chunk.raw(0x01).u16(0xFFFF).u32(0).u32(at).raw(0x02)))
                    .startsWith("<?outrider-unreadable");
        }
    }

    @Test
    void templateThatIsItselfAnInstanceIsRefused() {
        assertThat(only(chunk -> {
                    // Its definition is the instance that has it.
                    int from = chunk.position();
                    chunk.raw(0x0C, 0x01).u32(7).u32(from - 24);
                }))
                .startsWith("<?outrider-unreadable");
    }

    @Test
    void realFilesWithDamagedBytesAreRead() throws IOException {
        List<byte[]> files = realFiles();
        Random random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            int changes = 1 + random.nextInt(20);
            // Nearly all of these files' bytes are zeros: changes go where something is.
            int end = endOfContent(file);
            for (int change = 0; change < changes; change++) {
                file[EvtxInput.HEADER + random.nextInt(end - EvtxInput.HEADER)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                file = Arrays.copyOf(file, random.nextInt(end));
            }
            check(file);
        }
    }

    @Test
    void randomChunksAreRead() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] chunk = new byte[Chunk.SIZE];
            random.nextBytes(chunk);
            System.arraycopy(new SyntheticChunk().done(), 0, chunk, 0, Chunk.HEADER);
            // Records of any bytes, with sizes that agree.
            for (int at = Chunk.HEADER; at < Chunk.SIZE - 300; at += 300) {
                byte[] head = {0x2A, 0x2A, 0, 0, 0x2C, 1, 0, 0};
                System.arraycopy(head, 0, chunk, at, head.length);
                System.arraycopy(head, 4, chunk, at + 296, 4);
                byte[] begin = {0x0F, 1, 1, 0, (byte) random.nextInt(16), 1};
                System.arraycopy(begin, 0, chunk, at + RecordFrames.HEAD, begin.length);
            }
            check(SyntheticChunk.file(chunk));
        }
    }

    private static void check(byte[] file) {
        int chunks = 1 + file.length / Chunk.SIZE;
        long written = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            long length = 0;
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = new EvtxInput(new ByteArrayInputStream(file))) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    length += count;
                }
            }
            return length;
        });
        // A line for damage is some two hundred bytes, and a chunk has room for 2,400 records at most.
        assertThat(written).isLessThan(chunks * (Budget.CHUNK + 2400L * 300));
    }

    private static int endOfContent(byte[] file) {
        int end = file.length;
        while (end > EvtxInput.HEADER + Chunk.HEADER && file[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static List<byte[]> realFiles() throws IOException {
        List<byte[]> read = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Corpus.path("sigma/regression_data"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".evtx"))
                    .sorted()
                    .toList()) {
                read.add(Files.readAllBytes(file));
            }
        }
        return read;
    }
}
