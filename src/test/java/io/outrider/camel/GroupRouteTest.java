package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.StoreBound;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.policy.Alerts;
import io.outrider.rule.Detection;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.AggregateController;
import org.apache.camel.processor.aggregate.DefaultAggregateController;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The route {@code group} as it is shipped, against the faults of the Aggregate EIP that would lose alerts without a word: each
 * was seen with the settings that are Camel's defaults. Events are synthetic.
 */
class GroupRouteTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Clock clock = Clock.fixed(START.plus(Duration.ofDays(400)), ZoneOffset.UTC);
    private final GroupingSettings settings = ShippedRoutes.settings(true);
    private final Detector detector = new Detector(
            RulePack.compile(List.of(rule(), shared(), correlation()), DataModels.standard(), settings), clock);
    private final WindowGrouping grouping = new WindowGrouping(detector, settings, clock);
    private final AggregateController groups = new DefaultAggregateController();
    private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> alertThreads = Collections.synchronizedSet(new HashSet<>());
    private final AtomicBoolean failNow = new AtomicBoolean();

    private CamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        context = ShippedRoutes.context(Map.of("outrider.sources.auto-startup", "false"));
        bind(context.getRegistry());
        ShippedRoutes.load(context, "9-error-handling", "5-group");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:said").process(exchange -> {});
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        template.close();
        context.stop();
    }

    private void bind(Registry registry) {
        Processor closeDue = new CloseDueWindows(grouping, groups);
        registry.bind("batchUnitOfWork", new BatchUnitOfWork(grouping, new Statistics()));
        registry.bind("mergeWindows", new MergeWindows(grouping));
        registry.bind("windowRepository", new WindowRepository(grouping));
        registry.bind("windowController", groups);
        registry.bind("sameThread", new SynchronousExecutorService());
        registry.bind("closeWindow", (Processor) exchange -> {
            new CloseWindow(grouping).process(exchange);
            if (failNow.get()) {
                grouping.fail(new IllegalStateException("synthetic failure in the output of the aggregator"));
            }
        });
        registry.bind("closeDueWindows", closeDue);
        registry.bind("savePosition", new SavePosition(grouping));
        registry.bind("tick", new Tick());
        registry.bind("makeRoom", new MakeRoom(new StoreBound(grouping, null), grouping, clock));
        registry.bind("queueAlerts", (Processor) exchange -> {
            for (Object alert : exchange.getVariable(BatchUnitOfWork.ALERTS, List.class)) {
                alerts.add((Alert) alert);
                alertThreads.add(Thread.currentThread());
            }
        });
    }

    private static Rule rule() {
        return onProcesses("synthetic", new Predicate.Always());
    }

    private static Rule shared() {
        return onProcesses("shared", new Predicate.Matches("dest", new Predicate.Pattern.Wildcard("shared")));
    }

    private static Rule onProcesses(String id, Predicate where) {
        Grouping byHost = new Grouping.By(
                List.of(new Key("dest", "dest")), List.of(Aggregation.of(Function.COUNT, null, "count")), null);
        return Rule.onDataset(about(id, "TTP"), "Endpoint.Processes", where, List.of(), byHost, List.of());
    }

    /** Fires where two detections name one risk object. */
    private static Rule correlation() {
        Grouping byObject = new Grouping.By(
                List.of(new Key("risk_object", "risk_object")),
                List.of(Aggregation.of(Function.DISTINCT_COUNT, "source", "sources")),
                null);
        Stage.Search two = new Stage.Search(new Predicate.Compares("sources", Predicate.Order.AT_LEAST, "2"));
        return Rule.onDataset(
                about("correlation", "Correlation"),
                "Risk.All_Risk",
                new Predicate.Always(),
                List.of(),
                byObject,
                List.of(two));
    }

    private static Detection about(String id, String type) {
        return Alerts.detection(id, type, 50, new Detection.RiskObject("dest", "system", 50));
    }

    private Detections batch(String unit, long endOffset, Instant... times) {
        return batchOf("host", unit, endOffset, times);
    }

    private Detections batchOf(String host, String unit, long endOffset, Instant... times) {
        List<Event> events = new ArrayList<>();
        for (Instant time : times) {
            events.add(event(host, unit, time));
        }
        return detected(events, unit, endOffset);
    }

    private static Event event(String host, String unit, Instant time) {
        return new Event(
                time,
                "",
                Map.of(),
                Map.of("dest", Value.of(host)),
                Set.of("Endpoint.Processes"),
                new Origin(unit, "json", 1, 0, 0));
    }

    private Detections detected(List<Event> events, String unit, long endOffset) {
        return detector.detect(new EventBatch(new SourceUnit(unit, unit), events, List.of(), endOffset, false));
    }

    private long counted() {
        return alerts.stream().mapToLong(Alert::count).sum();
    }

    @Test
    void thousandsOfWindowsCloseInOneBatchWithoutADeepStack() {
        // Camel recurses from 700 completions on where they happen inside a split.
        int windows = 10_000;
        Instant[] times = new Instant[windows];
        for (int i = 0; i < windows; i++) {
            times[i] = START.plus(Duration.ofHours(i));
        }
        template.sendBody("direct:group", batch("a", 1, times));

        template.sendBody("direct:group", Detections.finishing());

        assertThat(alerts).hasSize(windows);
    }

    @Test
    void alertsLeaveOnTheBatchsOwnThread() {
        template.sendBody("direct:group", batch("a", 1, START));

        template.sendBody("direct:group", Detections.finishing());

        assertThat(alertThreads).containsExactly(Thread.currentThread());
    }

    @Test
    void failureInTheOutputOfTheAggregatorRollsTheBatchBack() {
        template.sendBody("direct:group", batch("a", 1, START));
        failNow.set(true);

        assertThatThrownBy(() -> template.sendBody("direct:group", Detections.finishing()))
                .isInstanceOf(CamelExecutionException.class)
                .rootCause()
                .hasMessageContaining("synthetic failure");
        assertThat(alerts).isEmpty();

        failNow.set(false);
        template.sendBody("direct:group", Detections.finishing());
        assertThat(alerts).hasSize(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void threadsThatFeedTheSameWindowLoseAndRepeatNothing() throws Exception {
        int threads = 4;
        int batches = 200;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String unit = "unit-" + t;
            running.add(executor.submit(() -> {
                for (int b = 0; b < batches; b++) {
                    template.sendBody("direct:group", batch(unit, b, START.plusSeconds(b), START.plusSeconds(b)));
                }
            }));
        }
        for (Future<?> task : running) {
            // A dead-lock would hang here; all of it takes a second.
            task.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();

        template.sendBody("direct:group", Detections.finishing());

        assertThat(alerts).hasSize(1);
        assertThat(counted()).isEqualTo(2L * threads * batches);
    }

    @Test
    void detectionThatReadsRiskClosesAfterThoseThatGiveIt() {
        template.sendBody("direct:group", batchOf("shared", "a", 1, START));
        template.sendBody("direct:group", batch("a", 2, START));

        template.sendBody("direct:group", Detections.finishing());

        assertThat(alerts)
                .extracting(alert -> alert.detection().id())
                .containsExactlyInAnyOrder("synthetic", "synthetic", "shared", "correlation")
                .endsWith("correlation");
        assertThat(alerts.get(alerts.size() - 1).row().get("risk_object")).isEqualTo(Value.of("shared"));
    }

    @Test
    void allWindowsCloseThoughWhatIsSaidOpensAsManyThatReadRisk() {
        int hosts = 10_000;
        int hours = 3;
        for (int hour = 0; hour < hours; hour++) {
            List<Event> events = new ArrayList<>();
            for (int host = 0; host < hosts; host++) {
                events.add(event("host" + host, "a", START.plus(Duration.ofHours(hour))));
            }
            template.sendBody("direct:group", detected(events, "a", hour + 1));
        }

        new CloseAllWindows(grouping).with(template);

        assertThat(alerts).hasSize(hours * hosts);
        assertThat(grouping.openWindows()).isZero();
    }

    @Test
    void riskOfABatchThatIsRolledBackIsRolledBackToo() {
        template.sendBody("direct:group", batchOf("shared", "a", 1, START));
        failNow.set(true);
        assertThatThrownBy(() -> template.sendBody("direct:group", Detections.finishing()))
                .isInstanceOf(CamelExecutionException.class);

        failNow.set(false);
        template.sendBody("direct:group", Detections.finishing());

        assertThat(alerts)
                .extracting(alert -> alert.detection().id(), Alert::revision)
                .containsExactly(tuple("shared", 0), tuple("synthetic", 0), tuple("correlation", 0));
    }
}
