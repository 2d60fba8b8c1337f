package io.outrider.detect;

import io.outrider.camel.BatchUnitOfWork;
import io.outrider.camel.CloseDueWindows;
import io.outrider.camel.CloseWindow;
import io.outrider.camel.MergeWindows;
import io.outrider.camel.SavePosition;
import io.outrider.camel.Statistics;
import io.outrider.camel.WindowRepository;
import io.outrider.bench.Bench;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Detection;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.AggregateController;
import org.apache.camel.processor.aggregate.DefaultAggregateController;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the Aggregate EIP costs if it correlates by a detection's window, with a batch's matches merged into a partial table
 * beforehand, and if it correlates by row (decision 19). Both run the same route over the same store; {@code ROW} gives each
 * row a group of its own. Events are synthetic.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GroupingBenchmark {

    /** What the Aggregate EIP correlates by. */
    public enum Correlation {
        WINDOW,
        ROW
    }

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final SourceUnit UNIT = new SourceUnit("synthetic", "synthetic");

    @Param
    public Correlation correlation;

    /** Rows that the window holds. */
    @Param({"100", "100000"})
    public int rows;

    /** Matches in a batch. */
    @Param({"5", "100"})
    public int matches;

    private final SplittableRandom random = new SplittableRandom(1);
    private CompiledRule rule;
    private CamelContext context;
    private ProducerTemplate template;

    @Setup(Level.Iteration)
    public void fill() throws Exception {
        rule = new CompiledRule(rule(), DataModels.standard(), Bench.settings());
        context = new DefaultCamelContext();
        context.addRoutes(route());
        context.start();
        template = context.createProducerTemplate();
        for (int row = 0; row < rows; row += 1_000) {
            int from = row;
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < Math.min(1_000, rows - from); i++) {
                numbers.add(from + i);
            }
            template.sendBody("direct:group", batch(numbers));
        }
    }

    @TearDown(Level.Iteration)
    public void stop() throws Exception {
        template.close();
        context.stop();
    }

    /** One batch: merged, with nothing to close. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    public void mergeBatch() {
        List<Integer> numbers = new ArrayList<>(matches);
        for (int i = 0; i < matches; i++) {
            numbers.add(random.nextInt(rows));
        }
        template.sendBody("direct:group", batch(numbers));
    }

    /** The close of the whole window, once. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 5)
    @Measurement(iterations = 10)
    public void closeWindow() {
        template.sendBody("direct:group", Detections.finishing());
    }

    private Detections batch(List<Integer> numbers) {
        Map<WindowKey, WindowDelta> deltas = new LinkedHashMap<>();
        for (int number : numbers) {
            String detection = correlation == Correlation.ROW ? "detection-" + number : "detection";
            WindowKey key = new WindowKey(detection, START);
            Event event = event(number);
            deltas.computeIfAbsent(key, k -> new WindowDelta(k, rule, new WindowSpan(START, END)))
                    .add(
                            rule.searches().get(0),
                            event,
                            field -> field.equals("_time")
                                    ? Value.of(event.epochSeconds())
                                    : event.cim().get(field),
                            Place.of(event));
        }
        return new Detections(
                UNIT,
                0,
                false,
                false,
                false,
                START,
                Set.of(new WindowSpan(START, END)),
                List.copyOf(deltas.values()),
                List.of(),
                numbers.size(),
                numbers.size(),
                List.of(),
                0,
                null,
                null);
    }

    private static Event event(int number) {
        return new Event(
                START.plusSeconds(number % 3_600),
                "",
                Map.of(),
                Map.of("dest", Value.of("host-" + number), "user", Value.of("alice")),
                Set.of("Endpoint.Processes"),
                new Origin("synthetic", "json", 1, 0, 0));
    }

    private static Rule rule() {
        Detection about = new Detection(
                "detection",
                "Synthetic",
                1,
                "TTP",
                null,
                null,
                null,
                "",
                null,
                50,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                "synthetic.yml");
        Grouping grouping = new Grouping.By(
                List.of(new Key("dest", "dest"), new Key("user", "user")),
                List.of(
                        Aggregation.of(Function.COUNT, null, "count"),
                        Aggregation.of(Function.MIN, "_time", "firstTime"),
                        Aggregation.of(Function.MAX, "_time", "lastTime")),
                null);
        return Rule.onDataset(about, "Endpoint.Processes", new Predicate.Always(), List.of(), grouping, List.of());
    }

    private static RouteBuilder route() {
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        GroupingSettings settings = Bench.settings();
        Detector detector = new Detector(
                RulePack.compile(List.of(rule()), DataModels.standard(), settings), clock);
        WindowGrouping grouping = new WindowGrouping(detector, settings, clock);
        AggregateController groups = new DefaultAggregateController();
        WindowRepository windows = new WindowRepository(grouping);
        Processor closeDue = new CloseDueWindows(grouping, groups);
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("unitOfWork", new BatchUnitOfWork(grouping, new Statistics()));
                from("direct:group")
                        .errorHandler(noErrorHandler())
                        .policy("unitOfWork")
                        .split(variable(BatchUnitOfWork.DELTAS))
                        .stopOnException()
                        .aggregate(method(windows, "keyOf"), new MergeWindows(grouping))
                        .aggregationRepository(windows)
                        .aggregateController(groups)
                        .executorService(new SynchronousExecutorService())
                        .completionPredicate(constant(false))
                        .process(new CloseWindow(grouping))
                        .end()
                        .end()
                        .process(closeDue)
                        .process(new SavePosition(grouping))
                        .end()
                        .process(GroupingBenchmark::forget);
            }
        };
    }

    private static void forget(Exchange exchange) {
        exchange.getMessage().setBody(null);
    }
}
