package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.app.GroupParts;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.detect.Backlog;
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
import io.outrider.store.StateConflictException;
import io.outrider.store.StateStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;

/** The route {@code group} as it is shipped, over parts as the application makes them. Events are synthetic. */
final class GroupRoute implements AutoCloseable {

    private final Detector detector;
    private final WindowGrouping grouping;
    private final FailingRepository repository;
    private final @Nullable StateStore state;
    private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> alertThreads = Collections.synchronizedSet(new HashSet<>());
    private final AtomicBoolean failNow = new AtomicBoolean();
    private final CamelContext context;
    private final ProducerTemplate template;

    /** @param state where the state is written down, and goes on from; closed with the route; {@code null} if it ends with it */
    GroupRoute(Clock clock, GroupingSettings settings, @Nullable StateStore state, Rule... rules) throws Exception {
        this.state = state;
        detector = new Detector(RulePack.compile(List.of(rules), DataModels.standard(), settings), clock);
        grouping = new WindowGrouping(
                detector, settings, clock, new RiskEvents(new AttackCatalog()), null, new Backlog(), state);
        grouping.resume();
        context = ShippedRoutes.context(Map.of("outrider.sources.auto-startup", "false"));
        Map<String, Object> parts = new HashMap<>(GroupParts.of(grouping));
        repository = new FailingRepository((WindowRepository) parts.get("windowRepository"));
        parts.put("windowRepository", repository);
        Processor closeWindow = (Processor) parts.get("closeWindow");
        parts.put("closeWindow", (Processor) exchange -> {
            closeWindow.process(exchange);
            if (failNow.get()) {
                grouping.fail(new IllegalStateException("synthetic failure in the output of the aggregator"));
            }
        });
        parts.put("makeRoom", new MakeRoom(new StoreBound(grouping, null), grouping, clock));
        parts.put("queueAlerts", (Processor) exchange -> {
            for (Object alert : exchange.getVariable(BatchUnitOfWork.ALERTS, List.class)) {
                alerts.add((Alert) alert);
                alertThreads.add(Thread.currentThread());
            }
        });
        parts.forEach(context.getRegistry()::bind);
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

    /** A detection on process events that counts by host. */
    static Rule onProcesses(String id, Predicate where) {
        Grouping byHost = new Grouping.By(
                List.of(new Key("dest", "dest")), List.of(Aggregation.of(Function.COUNT, null, "count")), null);
        Detection about = Alerts.detection(id, "TTP", 50, new Detection.RiskObject("dest", "system", 50));
        return Rule.onDataset(about, "Endpoint.Processes", where, List.of(), byHost, List.of());
    }

    static Event event(String host, String unit, Instant time) {
        return new Event(
                time,
                "",
                Map.of(),
                Map.of("dest", Value.of(host)),
                Set.of("Endpoint.Processes"),
                new Origin(unit, "json", 1, 0, 0));
    }

    Detections detected(List<Event> events, String unit, long endOffset) {
        return detector.detect(new EventBatch(new SourceUnit(unit, unit), events, List.of(), endOffset, false));
    }

    /** Events of a host, as one batch. */
    void send(String host, String unit, long endOffset, Instant... times) {
        List<Event> events = new ArrayList<>();
        for (Instant time : times) {
            events.add(event(host, unit, time));
        }
        send(detected(events, unit, endOffset));
    }

    void send(Detections batch) {
        template.sendBody("direct:group", batch);
    }

    /** Sends it as its source does, which gives it again where another instance was faster. */
    void sendUntilTaken(String host, String unit, long endOffset, Instant... times) {
        boolean taken = false;
        while (!taken) {
            try {
                send(host, unit, endOffset, times);
                taken = true;
            } catch (CamelExecutionException e) {
                if (!(e.getCause() instanceof StateConflictException)) {
                    throw e;
                }
            }
        }
    }

    /** From now on, or no more, what the aggregator gives out fails. */
    void failing(boolean now) {
        failNow.set(now);
    }

    /**
     * Threads, each a unit of its own, that feed the same window of the same host through each of the routes at once.
     *
     * @return how many events came
     */
    static long feedOneWindow(List<GroupRoute> routes, int threads, int batches, Instant start) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(routes.size() * threads);
        List<Future<?>> running = new ArrayList<>();
        for (int r = 0; r < routes.size(); r++) {
            GroupRoute route = routes.get(r);
            for (int t = 0; t < threads; t++) {
                String unit = unit(r, t);
                running.add(executor.submit(() -> {
                    for (int b = 0; b < batches; b++) {
                        route.sendUntilTaken("host", unit, b + 1, start.plusSeconds(b), start.plusSeconds(b));
                    }
                }));
            }
        }
        for (Future<?> task : running) {
            // A dead-lock would hang here; all of it takes a second or two.
            task.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();
        return 2L * routes.size() * threads * batches;
    }

    /** Event time passes the window, in a batch of each of the units. */
    static void passWindow(List<GroupRoute> routes, int threads, int batches, Instant end) {
        for (int r = 0; r < routes.size(); r++) {
            for (int t = 0; t < threads; t++) {
                routes.get(r).sendUntilTaken("later", unit(r, t), batches + 1, end);
            }
        }
    }

    private static String unit(int route, int thread) {
        return "unit-" + route + "-" + thread;
    }

    FailingRepository repository() {
        return repository;
    }

    WindowGrouping grouping() {
        return grouping;
    }

    ProducerTemplate template() {
        return template;
    }

    /** What was said, in its order. */
    List<Alert> alerts() {
        synchronized (alerts) {
            return List.copyOf(alerts);
        }
    }

    Set<Thread> alertThreads() {
        return alertThreads;
    }

    long counted() {
        return alerts().stream().mapToLong(Alert::count).sum();
    }

    @Override
    public void close() throws IOException {
        template.close();
        context.stop();
        if (state != null) {
            state.close();
        }
    }
}
