package io.outrider.detect;

import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.where;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import io.outrider.store.PostgresServer;
import io.outrider.store.SharedDatabase;
import io.outrider.store.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many matched events a second instances bring into a store that they share, and what the close of their window costs then.
 * Everything on one machine: a PostgreSQL with Debian's settings but for the port, and the instances as threads, each with a grouping and a
 * connection of its own, without Kafka, normalising and Camel. Events are synthetic, and all of them match.
 *
 * <p>{@code ./mvnw -Pbench verify -Dbench.main=io.outrider.detect.SharedStoreThroughput -Dbench=SECONDS}
 */
public final class SharedStoreThroughput {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private SharedStoreThroughput() {}

    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        try (PostgresServer server = PostgresServer.started()) {
            run(server, seconds, 3, 20, 500, 100_000);
            System.out.println("(the run above is to warm up)");
            System.out.println("store    instances detections batch   groups  matches/s  parts/s  bytes/match"
                    + "  store, us/match  instances, us/match  close, s  store, us/match  instance, us/match");
            for (int batch : List.of(500, 50)) {
                for (int detections : List.of(1, 20)) {
                    for (int groups : List.of(100, 100_000)) {
                        for (int instances : List.of(0, 1, 2, 3)) {
                            run(server, seconds, instances, detections, batch, groups);
                        }
                    }
                }
            }
        }
    }

    /** @param instances that share it; 0 for one that is alone */
    private static void run(PostgresServer server, int seconds, int instances, int detections, int batch, int groups) {
        SharedDatabase database = new SharedDatabase(server);
        List<Instance> all = new ArrayList<>();
        for (int i = 0; i < Math.max(1, instances); i++) {
            StateStore store = instances == 0 ? database.alone() : database.open("instance " + i);
            all.add(new Instance(i, store, detections, batch, groups));
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        AtomicLong events = new AtomicLong();
        Cpu before = Cpu.now();
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(seconds).toNanos();
        CompletableFuture.allOf(all.stream()
                        .map(instance -> CompletableFuture.runAsync(
                                () -> {
                                    while (System.nanoTime() < end) {
                                        events.addAndGet(instance.feed());
                                    }
                                },
                                threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        double took = (System.nanoTime() - begin) / 1e9;
        Cpu fed = Cpu.now();
        threads.shutdown();
        long parts = database.count("part");
        long bytes = database.bytes("part");
        long closing = System.nanoTime();
        all.get(0).close();
        double closed = (System.nanoTime() - closing) / 1e9;
        Cpu after = Cpu.now();
        all.forEach(instance -> instance.store.close());
        double matches = events.get() * detections;
        System.out.printf(
                "%-8s %9d %10d %5d %8d %10.0f %8.0f %12.0f %16.1f %20.1f %9.1f %16.1f %19.1f%n",
                instances == 0 ? "alone" : "shared",
                all.size(),
                detections,
                batch,
                groups,
                matches / took,
                parts / took,
                bytes / matches,
                (fed.store() - before.store()) / matches,
                (fed.instances() - before.instances()) / matches,
                closed,
                (after.store() - fed.store()) / matches,
                (after.instances() - fed.instances()) / matches);
    }

    /**
     * Processor time: what else the machine does hardly changes that.
     *
     * @param store of the database's processes, in microseconds
     * @param instances of this process
     */
    private record Cpu(double store, double instances) {

        static Cpu now() {
            double store =
                    ProcessHandle.current().descendants().mapToDouble(Cpu::of).sum();
            return new Cpu(store, of(ProcessHandle.current()));
        }

        private static double of(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
        }
    }

    private static final class Instance {

        private final StateStore store;
        private final Detector detector;
        private final WindowGrouping grouping;
        private final SourceUnit unit;
        private final int batch;
        private final int groups;
        private final SplittableRandom random;
        private long position;

        Instance(int number, StateStore store, int detections, int batch, int groups) {
            this.store = store;
            this.batch = batch;
            this.groups = groups;
            random = new SplittableRandom(number);
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < detections; i++) {
                // Nothing is said before the close, nor much of it behind.
                rules.add(Synthetic.rule("rule " + i, by("host", count()), where(compare(field("count"), "<", number(0)))));
            }
            GroupingSettings settings = new GroupingSettings(
                    Duration.ofDays(1),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofMillis(1),
                    Duration.ofDays(1),
                    Duration.ZERO,
                    10_000,
                    10_000_000,
                    true,
                    false);
            Clock clock = Clock.systemUTC();
            detector = new Detector(RulePack.compile(rules, Synthetic.MODELS, settings), clock);
            grouping = new WindowGrouping(
                    detector, settings, clock, new RiskEvents(new AttackCatalog()), null, new Backlog(), store);
            grouping.resume();
            unit = new SourceUnit("kafka bench topic-" + number, "topic");
            grouping.arrive(unit.id());
            grouping.position(unit.id());
        }

        int feed() {
            List<Event> events = new ArrayList<>(batch);
            for (int i = 0; i < batch; i++) {
                events.add(event(START.plusSeconds(random.nextInt(3_600)), "host", "host-" + random.nextInt(groups)));
            }
            position += batch;
            run(detector.detect(new EventBatch(unit, events, List.of(), position, false)), false);
            return batch;
        }

        void close() {
            // The first tick says that units are idle, the second one hears it.
            run(Detections.tick(), true);
            run(Detections.tick(), true);
        }

        private void run(Detections detected, boolean closing) {
            Detections detections = grouping.begin(detected);
            for (WindowDelta delta : detections.deltas()) {
                WindowTable table = grouping.find(delta.key());
                if (table == null) {
                    table = grouping.open(delta);
                }
                grouping.merge(table, delta);
                grouping.keep(table);
            }
            for (List<WindowKey> due = closing ? grouping.due() : List.of(); !due.isEmpty(); due = grouping.due()) {
                due.forEach(key -> grouping.close(grouping.find(key)));
            }
            grouping.savePosition(detections);
            grouping.commit();
        }
    }
}
