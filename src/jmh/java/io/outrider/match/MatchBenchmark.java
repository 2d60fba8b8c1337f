package io.outrider.match;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.content.ContentLoader;
import io.outrider.detect.SlowTwin;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Feed;
import io.outrider.rule.Predicate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What matching costs an event: real process creations, and published detections on {@code Endpoint.Processes}. Needs the
 * corpus ({@code OUTRIDER_CORPUS}).
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {

    private static final String DATASET = "Endpoint.Processes";
    private static final LazyFields NOTHING = (fields, slot) -> {};

    /** Detections, drawn at random from all; so many as there are, if that is fewer. */
    @Param({"1", "10", "100", "250", "500", "2147483647"})
    public int rules;

    private final FoldedFields folded = new FoldedFields();
    private List<byte[][]> events = List.of();
    private Matcher matcher = MatchIndex.compile(List.of(), condition -> null).newMatcher();
    private int next;

    @Setup
    public void prepare() throws IOException {
        List<Predicate> all = predicates();
        // The same at each run, so that runs can be compared.
        Collections.shuffle(all, new Random(1));
        MatchIndex first = SlowTwin.index(all.subList(0, Math.min(rules, all.size())));
        events = events(first);
        matcher = first.newMatcher();
        for (int i = 0; i < 2 * events.size(); i++) {
            match();
        }
        matcher = first.replanned(matcher.frequencies()).newMatcher();
    }

    /** Fills the fields only. */
    @Benchmark
    public FoldedFields fold() {
        byte[][] event = events.get(next);
        next = next + 1 == events.size() ? 0 : next + 1;
        folded.begin(event.length);
        for (int slot = 0; slot < event.length; slot++) {
            if (event[slot] != null) {
                folded.add(slot, event[slot], 0, event[slot].length);
            }
        }
        return folded;
    }

    /** Fills the fields and finds the rules. */
    @Benchmark
    public int match() {
        return matcher.match(fold(), NOTHING);
    }

    private static List<Predicate> predicates() {
        List<Predicate> predicates = new ArrayList<>();
        List<Path> folders = List.of(Corpus.path("escu/detections"), Path.of("detections"));
        new ContentLoader(DataModels.standard(), List.of()).load(folders).rules().forEach(rule -> {
            if (rule.search().feed() instanceof Feed.Dataset feed && feed.name().equals(DATASET)) {
                predicates.add(feed.where());
            }
        });
        return predicates;
    }

    private static List<byte[][]> events(MatchIndex index) throws IOException {
        Dataset dataset = DataModels.standard().find(DATASET).orElseThrow();
        Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());
        List<byte[][]> events = new ArrayList<>();
        try (RecordBatches batches = new RecordBatches(
                new SourceUnit("unit", "source"),
                new RecordReader(Inputs.open(Corpus.path("events/process-events.ndjson.gz"))),
                500)) {
            while (batches.hasNext()) {
                for (Event event : normalizer.normalize(batches.next()).events()) {
                    if (event.datasets().contains(DATASET)) {
                        events.add(values(index, dataset.view(event)));
                    }
                }
            }
        }
        return events;
    }

    private static byte[][] values(MatchIndex index, Fields fields) {
        byte[][] values = new byte[index.slots()][];
        for (int slot = 0; slot < values.length; slot++) {
            Value value = fields.get(index.field(slot));
            if (value != null) {
                values[slot] = value.text().getBytes(StandardCharsets.UTF_8);
            }
        }
        return values;
    }
}
