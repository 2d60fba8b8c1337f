package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.Said;
import io.outrider.policy.AlertGate;
import io.outrider.policy.AlertGate.HeldAlert;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import io.outrider.store.LockConflictException;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.OutboxStore;
import io.outrider.store.OutboxStore.Progress;
import io.outrider.store.PostgresServer;
import io.outrider.store.SharedDatabase;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateConflictException;
import io.outrider.store.WindowForgottenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Instances over one store, of which some are killed, lose their partitions or believe that they still have them, say at last what one
 * says that has all to itself. Samples are not shrunk: what jqwik has not shrunk within ten seconds it leaves running in the database that
 * the next property has.
 */
class SharedGroupingTest {

    private static final int PARTITIONS = 4;
    private static final int PLENTY = 250_000;

    private static final List<Rule> RULES = rules();

    /** Each detection once, by its id. */
    private static List<Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        Stream.of(RiskFeedbackTest.RULES, SpillTest.RULES)
                .flatMap(List::stream)
                .forEach(rule -> rules.putIfAbsent(rule.about().id(), rule));
        return List.copyOf(rules.values());
    }

    private static PostgresServer server;
    private static SharedDatabase database;

    private static final String SINK = "all";

    @AfterContainer
    static void stop() {
        if (server != null) {
            server.close();
            server = null;
            database = null;
        }
    }

    static SharedDatabase emptyDatabase() {
        if (database == null) {
            server = PostgresServer.started();
            database = new SharedDatabase(server);
        }
        database.empty();
        return database;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return new SpillTest().events();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void instancesSayAtLastWhatOneSays(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll boolean firstMatch,
            @ForAll @IntRange(min = 1, max = 3) int instances) {
        Shared shared =
                new Shared(emptyDatabase(), events, seed, SpillTest.settings(PLENTY, firstMatch, false), instances);
        assertThat(Last.of(shared.said())).isEqualTo(Last.of(ofOne(events, firstMatch)));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void instancesWithRoomForFewRowsDoToo(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) {
        Shared shared = new Shared(emptyDatabase(), events, seed, SpillTest.settings(room, true, false), 2);
        assertThat(Last.of(shared.said())).isEqualTo(Last.of(ofOne(events, true)));
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void instancesAtTheSameTimeDoToo(@ForAll("events") List<Event> events, @ForAll long seed) {
        Shared shared = new Shared(emptyDatabase(), events, seed, SpillTest.settings(PLENTY, true, false), 3);
        assertThat(Last.of(shared.saidAtTheSameTime())).isEqualTo(Last.of(ofOne(events, true)));
    }

    /** Each instance edits and takes back, at its own time, while no window is closed. */
    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void instancesWhoseTailsAreEditedAndEditedBackDoToo(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll boolean firstMatch,
            @ForAll @IntRange(min = 1, max = 3) int instances) {
        Shared shared = new Shared(emptyDatabase(), events, seed, patient(firstMatch), instances);
        shared.edits = true;
        assertThat(Last.of(shared.said())).isEqualTo(Last.of(ofOne(events, firstMatch)));
    }

    private static GroupingSettings patient(boolean firstMatch) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofHours(2),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                PLENTY,
                firstMatch,
                false);
    }

    @Example
    void rowsOfAWindowThatAnotherInstanceForgotAreLate() {
        List<Event> events = new ArrayList<>();
        for (int hour : new int[] {0, 49, 0}) {
            events.add(Synthetic.event(Synthetic.NOON.plus(Duration.ofHours(hour)), "host", "h", "user", "bob"));
        }
        Shared shared = new Shared(emptyDatabase(), List.of(), 0, SpillTest.settings(PLENTY, false, false), 2);
        shared.clock.advance(Duration.ofDays(3));
        shared.partitions.set(0, events);
        Shared.Instance one = shared.instances[0];
        Shared.Instance two = shared.instances[1];
        one.read(0, 1);
        close(shared, one);
        assertThat(shared.sent).isNotEmpty();
        one.read(0, 1);
        shared.clock.advance(Duration.ofDays(1));
        close(shared, one);
        one.grouping.leave(Shared.unit(0));
        two.grouping.arrive(Shared.unit(0));

        Detections late = two.detect(0, 1);
        two.steps(two.grouping.begin(late), Integer.MAX_VALUE);
        assertThatThrownBy(two.grouping::commit).isInstanceOf(WindowForgottenException.class);
        two.steps(two.grouping.begin(two.detect(0, 1)), Integer.MAX_VALUE);
        assertThat(two.grouping.commit().late())
                .as("of all detections that were told")
                .hasSizeGreaterThan(1);
        one.close();
        two.close();
    }

    private static void close(Shared shared, Shared.Instance instance) {
        shared.clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            instance.tick();
        }
    }

    static List<Alert> ofOne(List<Event> events, boolean firstMatch) {
        SettableClock clock = clock();
        GroupingDriver driver = new GroupingDriver(SpillTest.settings(PLENTY, firstMatch, false), clock, RULES);
        driver.feed("unit", events);
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(1));
            driver.tick();
        }
        return driver.alerts();
    }

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
    }

    /** Instances, and the partitions that they read. */
    static final class Shared {

        private final SharedDatabase database;
        private final GroupingSettings settings;
        private final Random random;
        private final SettableClock clock = clock();
        private final List<List<Event>> partitions = new ArrayList<>();
        private final Instance[] instances;
        private final Instance[] owners = new Instance[PARTITIONS];
        private final Instance[] formerOwners = new Instance[PARTITIONS];
        private final int[] done = new int[PARTITIONS];
        private final List<Alert> sent = new ArrayList<>();
        private final List<HeldAlert> held = new ArrayList<>();
        private boolean edits;
        private final Function<SettableClock, AlertGate> gates;

        Shared(SharedDatabase database, List<Event> events, long seed, GroupingSettings settings, int count) {
            this(database, events, seed, settings, count, AlertGate::open);
        }

        /** @param gates makes each process's own */
        Shared(
                SharedDatabase database,
                List<Event> events,
                long seed,
                GroupingSettings settings,
                int count,
                Function<SettableClock, AlertGate> gates) {
            this.gates = gates;
            this.database = database;
            this.settings = settings;
            random = new Random(seed);
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new ArrayList<>());
            }
            events.forEach(event -> partitions.get(random.nextInt(PARTITIONS)).add(event));
            instances = new Instance[count];
            for (int i = 0; i < count; i++) {
                instances[i] = new Instance("instance " + i);
            }
            for (int i = 0; i < PARTITIONS; i++) {
                own(i, instances[i % count]);
            }
        }

        private void own(int partition, Instance instance) {
            owners[partition] = instance;
            instance.grouping.arrive(unit(partition));
        }

        /** What was not sent. */
        List<HeldAlert> held() {
            return held;
        }

        SharedDatabase database() {
            return database;
        }

        private Instance any() {
            return instances[random.nextInt(instances.length)];
        }

        List<Alert> said() {
            try {
                readAll();
                return end();
            } finally {
                close();
            }
        }

        private void readAll() {
            while (true) {
                List<Integer> left = new ArrayList<>();
                for (int i = 0; i < PARTITIONS; i++) {
                    if (done[i] < partitions.get(i).size()) {
                        left.add(i);
                    }
                }
                if (left.isEmpty()) {
                    break;
                }
                step(left.get(random.nextInt(left.size())));
            }
            for (int i = 0; i < PARTITIONS; i++) {
                if (formerOwners[i] != null) {
                    formerOwners[i].read(i, 1 + random.nextInt(4));
                }
            }
        }

        /** Each in a thread of its own. */
        List<Alert> saidAtTheSameTime() {
            try {
                CompletableFuture.allOf(Stream.of(instances)
                                .map(instance -> CompletableFuture.runAsync(() -> readAll(instance)))
                                .toArray(CompletableFuture[]::new))
                        .join();
                return end();
            } finally {
                close();
            }
        }

        private void readAll(Instance instance) {
            for (int i = 0; i < PARTITIONS; i++) {
                if (owners[i] == instance) {
                    int read = 0;
                    while (read < partitions.get(i).size()) {
                        read = instance.read(i, 2);
                        instance.tickOrGiveWay();
                    }
                }
            }
        }

        private List<Alert> end() {
            if (edits) {
                Stream.of(instances).forEach(instance -> instance.swap(RULES));
            }
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofHours(1));
                for (int twice = 0; twice < 2; twice++) {
                    for (Instance instance : instances) {
                        instance.tick();
                    }
                }
            }
            sameWordsUnderTheSameRevision();
            return sent;
        }

        /** Also of a property that fails: what another one finds in the database is its own. */
        private void close() {
            Stream.of(instances).forEach(Instance::close);
        }

        private void step(int partition) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    owners[partition].grouping.leave(unit(partition));
                    own(partition, any());
                }
                case 1, 2 -> {
                    // The one before does not know.
                    formerOwners[partition] = owners[partition];
                    own(partition, any());
                }
                case 3 -> kill(random.nextInt(instances.length));
                case 4, 5 -> any().tick();
                default -> {
                    Instance former = formerOwners[partition];
                    Instance reader = former != null && random.nextBoolean() ? former : owners[partition];
                    int read = reader.read(partition, 1 + random.nextInt(2));
                    done[partition] = Math.max(done[partition], read);
                }
            }
            if (!edits) {
                clock.advance(Duration.ofMinutes(random.nextInt(4)));
            } else if (random.nextInt(4) == 0) {
                any().swap(random.nextBoolean() ? RULES : edited());
            }
        }

        /** Of some rules fewer rows are said. */
        private List<Rule> edited() {
            List<Rule> rules = new ArrayList<>();
            for (Rule rule : RULES) {
                List<Stage> tail = new ArrayList<>(rule.tail());
                tail.add(Synthetic.search(Synthetic.differs("host", "a")));
                Search search = rule.search();
                rules.add(
                        random.nextBoolean()
                                ? rule
                                : new Rule(
                                        rule.about(),
                                        new Search(search.feed(), search.rowStages(), search.grouping(), tail),
                                        rule.window()));
            }
            return rules;
        }

        private void kill(int number) {
            Instance killed = instances[number];
            if (random.nextBoolean()) {
                // Between the commit and the alerts.
                killed.deaf = true;
                killed.tick();
            }
            killed.close();
            Instance next = new Instance(killed.store.instance());
            instances[number] = next;
            for (int i = 0; i < PARTITIONS; i++) {
                if (formerOwners[i] == killed) {
                    formerOwners[i] = null;
                }
                if (owners[i] == killed) {
                    own(i, any());
                }
            }
            next.send();
        }

        private void sameWordsUnderTheSameRevision() {
            Map<String, Alert> byRevision = new HashMap<>();
            for (Alert alert : sent) {
                Alert before = byRevision.putIfAbsent(alert.id() + " " + alert.revision(), alert);
                if (before != null) {
                    assertThat(alert.row()).isEqualTo(before.row());
                    assertThat(alert.count()).isEqualTo(before.count());
                }
            }
        }

        private static String unit(int partition) {
            return "kafka test topic-" + partition;
        }

        /** A process. */
        private final class Instance {

            private final SharedStateStore store;
            private final Detector detector;
            private final WindowGrouping grouping;
            private final OutboxStore outboxStore;
            private final Outbox outbox;
            private boolean deaf;

            Instance(String name) {
                store = database.open(name);
                detector = new Detector(RulePack.compile(RULES, Synthetic.MODELS, settings), clock);
                grouping = new WindowGrouping(
                        detector,
                        settings,
                        clock,
                        new RiskEvents(new AttackCatalog()),
                        new MemoryRowStore(),
                        new Backlog(),
                        store,
                        gates.apply(clock));
                outboxStore = database.openOutbox();
                outbox = new StoredOutbox(outboxStore, clock);
                grouping.resume();
                grouping.slots().forEach(slot -> outbox.ofSlot(slot).open(SINK));
            }

            /** As the worker of a sink does that takes everything. */
            void send() {
                if (deaf) {
                    return;
                }
                for (long slot : grouping.slots()) {
                    Outbox ofSlot = outbox.ofSlot(slot);
                    List<Said> said = ofSlot.after(ofSlot.open(SINK).cursor(), Integer.MAX_VALUE);
                    if (!said.isEmpty()) {
                        synchronized (sent) {
                            said.forEach(each -> sent.add(each.alert()));
                        }
                        ofSlot.write(
                                new Progress(SINK, said.get(said.size() - 1).number(), List.of(), List.of()));
                    }
                }
            }

            void close() {
                outboxStore.close();
                store.close();
            }

            void swap(List<Rule> rules) {
                run(Detections.swapping(detector.rules().changedTo(rules, Synthetic.MODELS, settings)));
            }

            void tick() {
                run(Detections.tick());
            }

            /** As the service does it: windows that others have are due again at the next one. */
            void tickOrGiveWay() {
                try {
                    tick();
                } catch (LockConflictException e) {
                    assertThat(e).hasMessageContaining("are due again");
                }
            }

            /** As Kafka's source does: what is before the position is left out, and a batch that fails comes again. */
            int read(int partition, int most) {
                while (true) {
                    try {
                        if (random.nextInt(4) == 0) {
                            steps(grouping.begin(detect(partition, most)), random.nextInt(20));
                            grouping.rollback();
                        }
                        Detections batch = detect(partition, most);
                        run(batch);
                        return (int) batch.endOffset();
                    } catch (StateConflictException e) {
                        most = 1 + random.nextInt(2);
                    }
                }
            }

            private Detections detect(int partition, int most) {
                List<Event> events = partitions.get(partition);
                int from = (int) grouping.position(unit(partition));
                int to = Math.min(events.size(), from + most);
                SourceUnit unit = new SourceUnit(unit(partition), "topic");
                return detector.detect(new EventBatch(unit, events.subList(from, to), List.of(), to, false));
            }

            private void run(Detections batch) {
                steps(grouping.begin(batch), Integer.MAX_VALUE);
                List<HeldAlert> ofBatch = grouping.commit().held();
                synchronized (sent) {
                    held.addAll(ofBatch);
                }
                send();
            }

            private void steps(Detections batch, int most) {
                List<Runnable> steps = new ArrayList<>();
                batch.deltas().forEach(delta -> steps.add(() -> merge(delta)));
                steps.add(this::closeDue);
                steps.add(() -> grouping.savePosition(batch));
                steps.stream().limit(most).forEach(Runnable::run);
            }

            private void merge(WindowDelta delta) {
                WindowTable table = grouping.find(delta.key());
                if (table == null) {
                    table = grouping.open(delta);
                }
                grouping.merge(table, delta);
                grouping.keep(table);
            }

            private void closeDue() {
                for (List<WindowKey> due = grouping.due(); !due.isEmpty(); due = grouping.due()) {
                    due.forEach(key -> grouping.close(grouping.find(key)));
                }
            }
        }
    }
}
