package io.outrider.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.normalize.FieldFiller;
import io.outrider.normalize.FieldPlan;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import io.outrider.normalize.XmlInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From bytes to a common event of which all fields of {@code Endpoint.Processes} are read, as the engine reads them, for each
 * shape of the same events; beside a parser that only reads tokens: Jackson's for JSON, Woodstox for XML. Events are made of the corpus' process
 * events ({@code OUTRIDER_CORPUS}), or of the synthetic sample where there is no corpus.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class FormatBenchmark {

    /** Some 15 MB: larger than the caches. */
    private static final int EVENTS = 5_000;

    private static final SourceUnit UNIT = new SourceUnit("bench", "bench");

    /** How the events are written. */
    @Param({"NXLOG", "WINLOGBEAT_8", "EVTX_DUMP", "XML"})
    public Rendering format;

    private final JsonFactory json = new JsonFactory();
    private final XMLInputFactory xml = XmlInput.factory(64);
    private final Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());
    private final List<byte[]> lines = new ArrayList<>();
    private byte[] bytes = {};
    private FieldFiller filler;
    private int fields;
    private long read;

    @Setup
    public void setUp() throws IOException {
        String corpus = System.getenv().getOrDefault("OUTRIDER_CORPUS", "");
        Path file = corpus.isEmpty()
                ? Path.of("samples/synthetic-sysmon.nxlog.jsonl")
                : Path.of(corpus, "events/process-events.ndjson.gz");
        ObjectMapper mapper = new ObjectMapper();
        EventVariation variation =
                new EventVariation(Samples.read(file, Clock.systemUTC()).events(), 1, mapper);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long number = 0; lines.size() < EVENTS; number++) {
            ObjectNode event = (ObjectNode) mapper.readTree(variation.event(number));
            // Those in nxlog's shape: nearly all.
            if (event.has("EventID") && event.has("Hostname")) {
                byte[] line = format.bytes(event);
                lines.add(line);
                all.writeBytes(line);
                all.write('\n');
            }
        }
        bytes = all.toByteArray();
        Dataset processes = DataModels.standard().find("Endpoint.Processes").orElseThrow();
        FieldPlan plan = FieldPlan.ofDataset(processes, List.copyOf(processes.fields()));
        fields = plan.fields().size();
        filler = plan.filler();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long tokens() throws IOException, XMLStreamException {
        long count = 0;
        if (format.isXml()) {
            for (byte[] line : lines) {
                XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(line), "UTF-8");
                while (reader.hasNext()) {
                    count += reader.next();
                }
                reader.close();
            }
        } else {
            try (JsonParser parser = json.createParser(bytes)) {
                while (parser.nextToken() != null) {
                    count++;
                }
            }
        }
        return count;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long commonEvents() throws IOException {
        try (RecordBatches batches =
                new RecordBatches(UNIT, new RecordReader(new ByteArrayInputStream(bytes)), 500)) {
            while (batches.hasNext()) {
                for (Event event : normalizer.normalize(batches.next()).events()) {
                    filler.begin(event);
                    for (int slot = 0; slot < fields; slot++) {
                        filler.fill(slot, (of, utf8, from, to) -> read += to - from);
                    }
                }
            }
        }
        return read;
    }
}
