package io.outrider.normalize;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event of a binary event log costs, in microseconds: as XML, as a common event, and beside them what Woodstox takes to
 * read its XML as tokens only. The corpus' logs ({@code OUTRIDER_CORPUS}) have a few records in each chunk of 64 KiB, so the
 * last record of each chunk that has several is repeated until the chunk is full, as in a log that is in use.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvtxBenchmark {

    private static final int HEADER = 4096;
    private static final int CHUNK = 1 << 16;
    /** So that the log has more events than are measured, and lies in no cache. */
    private static final int REPEATED = 10;

    private static final int EVENTS = 4000;
    private static final int BATCH = 500;

    private final Normalizer normalizer = new Normalizer(
            ZoneOffset.UTC, Clock.systemUTC(), SourceMappings.standard(), DataModels.standard());
    private final XMLInputFactory2 xml = XmlInput.factory(JsonRecords.MAX_DEPTH);

    private byte[] log = new byte[0];
    private List<String> lines = List.of();
    private int length;

    @Setup
    public void prepare() throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Arrays.copyOf("ElfFile\0".getBytes(StandardCharsets.US_ASCII), HEADER));
        try (Stream<Path> files = Files.walk(Corpus.path("sigma/regression_data"))) {
            for (Path path : files.filter(path -> path.toString().endsWith(".evtx"))
                    .sorted()
                    .toList()) {
                byte[] bytes = Files.readAllBytes(path);
                for (int at = HEADER; at + CHUNK <= bytes.length; at += CHUNK) {
                    chunks.write(filled(Arrays.copyOfRange(bytes, at, at + CHUNK)));
                }
            }
        }
        for (int i = 0; i < REPEATED; i++) {
            chunks.writeTo(file);
        }
        log = file.toByteArray();
        String text = new String(open().readAllBytes(), StandardCharsets.UTF_8);
        List<String> all = text.lines().toList();
        if (all.size() < EVENTS || text.contains("<?outrider")) {
            throw new IllegalStateException(
                    "expected " + EVENTS + " events and no damage, but found " + all.size() + " lines");
        }
        lines = all.subList(0, EVENTS);
        length = lines.stream()
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
        System.out.printf(
                "%n%d bytes of EVTX and %d of XML an event%n", log.length / all.size(), length / EVENTS);
    }

    /** The chunk with its last record repeated up to its end; nothing if it has but one, which holds what others refer to. */
    private static byte[] filled(byte[] bytes) {
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = chunk.getInt(48);
        int last = chunk.getInt(44);
        if (chunk.getLong(8) == chunk.getLong(16)) {
            return new byte[0];
        }
        int size = end - last;
        while (end + size <= CHUNK) {
            System.arraycopy(bytes, last, bytes, end, size);
            end += size;
        }
        chunk.putInt(48, end);
        CRC32 crc = new CRC32();
        crc.update(bytes, 512, end - 512);
        chunk.putInt(52, (int) crc.getValue());
        crc.reset();
        crc.update(bytes, 0, 120);
        crc.update(bytes, 128, 384);
        chunk.putInt(124, (int) crc.getValue());
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long xml() throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(new byte[length], 0, length);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long commonEvent() throws IOException {
        SourceUnit unit = new SourceUnit("unit", "log.evtx");
        long events = 0;
        try (RecordBatches batches = new RecordBatches(unit, new RecordReader(open()), BATCH)) {
            while (events < EVENTS && batches.hasNext()) {
                events += normalizer.normalize(batches.next()).events().size();
            }
        }
        return events;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long woodstoxTokens() throws XMLStreamException {
        long tokens = 0;
        for (String line : lines) {
            XMLStreamReader reader = xml.createXMLStreamReader(new StringReader(line));
            while (reader.hasNext()) {
                tokens += reader.next();
            }
            reader.close();
        }
        return tokens;
    }

    private InputStream open() throws IOException {
        return Inputs.open(new ByteArrayInputStream(log), "log.evtx");
    }
}
