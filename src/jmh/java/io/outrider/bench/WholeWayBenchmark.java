package io.outrider.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.content.ContentLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * What {@code outrider bench} measures, under JMH: events a second. Each invocation goes over one of several chunks of events
 * made of the corpus' process events ({@code OUTRIDER_CORPUS}), or of the synthetic sample where there is no corpus; with the
 * corpus' detections, or those that ship.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class WholeWayBenchmark {

    /** 120 MB of events, in turns: what was read before is in no cache any more. */
    private static final int CHUNKS = 8;

    /** A number of rules, or what is only read. */
    @Param({"tokens", "fields", "1", "10", "100", "250", "500", "all"})
    public String contestant;

    private final Chunk[] chunks = new Chunk[CHUNKS];
    private Contestant measured;
    private int next;

    @Setup
    public void setUp() throws IOException {
        String corpus = System.getenv().getOrDefault("OUTRIDER_CORPUS", "");
        Path events = corpus.isEmpty()
                ? Path.of("samples/synthetic-sysmon.nxlog.jsonl")
                : Path.of(corpus, "events/process-events.ndjson.gz");
        Path detections = corpus.isEmpty() ? Path.of("detections") : Path.of(corpus, "escu/detections");
        Clock clock = Clock.systemUTC();
        Samples samples = Samples.read(events, clock);
        EventVariation variation = new EventVariation(samples.events(), 1, new ObjectMapper());
        for (int i = 0; i < CHUNKS; i++) {
            chunks[i] = Chunk.of(variation, (long) i * Bench.CHUNK, Bench.CHUNK);
        }
        measured = switch (contestant) {
            case "tokens" -> new JacksonTokens();
            case "fields" -> new JacksonFields();
            default -> {
                DataModels models = DataModels.standard();
                Selection selection = Selection.of(
                        new ContentLoader(models, List.of(Path.of("detections/macros")))
                                .load(List.of(detections))
                                .rules(),
                        models,
                        Bench.settings(),
                        samples.datasets());
                int most = selection.measured().size();
                int count = contestant.equals("all") ? most : Math.min(most, Integer.parseInt(contestant));
                yield new WholeWay(selection.measured().subList(0, count), models, Bench.settings(), clock);
            }
        };
    }

    @Benchmark
    @OperationsPerInvocation(Bench.CHUNK)
    public long events() throws IOException {
        return measured.run(chunks[next++ % CHUNKS]);
    }
}
