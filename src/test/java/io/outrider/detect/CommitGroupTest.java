package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.cim.Event;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import io.outrider.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of several sources that come at the same time are one transaction, and each is what it would be alone. */
class CommitGroupTest {

    private static final int PLENTY = 250_000;
    private static final GroupingSettings SETTINGS = SpillTest.settings(PLENTY, true, false);
    private static final List<String> UNITS = List.of("a", "b", "c", "d");

    private final StateStore state = States.inMemory();
    private final WatchedStore watched = new WatchedStore(state);
    private final SettableClock clock = clock();
    private final GroupingDriver driver = driver(watched, clock);

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
    }

    private static GroupingDriver driver(WatchedStore store, SettableClock clock) {
        return new GroupingDriver(SETTINGS, clock, SpillTest.RULES, new MemoryRowStore(), store.store());
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Detections batch(String unit) {
        return driver.detect(unit, List.of(Synthetic.event(Synthetic.NOON, "host", unit, "user", "u", "action", "x")));
    }

    /** Those that come while the first one has the windows. */
    private final class Others {

        private final List<FutureTask<BatchOutcome>> tasks = new ArrayList<>();

        /** Comes, and waits for the windows. */
        void come(FutureTask<BatchOutcome> task) {
            tasks.add(task);
            Thread thread = new Thread(task);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.WAITING);
        }

        void come(String unit) {
            Detections batch = batch(unit);
            come(new FutureTask<>(() -> driver.run(batch)));
        }

        BatchOutcome outcome(int task) throws Exception {
            return tasks.get(task).get(10, TimeUnit.SECONDS);
        }

        Throwable failure(int task) {
            try {
                outcome(task);
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            throw new AssertionError("expected a failure");
        }
    }

    private List<List<String>> units() {
        return watched.transactions().stream().map(WatchedStore::units).toList();
    }

    @Test
    void batchesThatComeTogetherAreOneTransactionAndEachSaysItsOwn() throws Exception {
        Others others = new Others();

        BatchOutcome first = driver.run(batch("a"), () -> {
            others.come("b");
            others.come("c");
        });

        assertThat(List.of(first, others.outcome(0), others.outcome(1)))
                .allSatisfy(outcome -> assertThat(outcome.alerts()).isNotEmpty());
        assertThat(units()).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void batchThatComesAloneWaitsForNoOther() {
        driver.run(batch("a"));
        driver.run(batch("b"));

        assertThat(units()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void groupThatTheStoreDoesNotTakeFailsWhollyAndThenOneByOne() throws Exception {
        watched.refuse(transaction -> WatchedStore.units(transaction).contains("b"));
        Others others = new Others();

        assertThatThrownBy(() -> driver.run(batch("a"), () -> {
                    others.come("b");
                    others.come("c");
                }))
                .isInstanceOf(StoreException.class);
        assertThat(others.failure(0)).isInstanceOf(StoreException.class);
        assertThat(others.failure(1)).isInstanceOf(StoreException.class);
        assertThat(UNITS)
                .allSatisfy(unit -> assertThat(driver.grouping().position(unit)).isZero());
        assertThat(driver.grouping().openWindows()).isZero();
        assertThat(driver.grouping().storeFailure()).isNotNull();

        Others again = new Others();
        assertThat(driver.run(batch("a"), () -> {
                            again.come("b");
                            again.come("c");
                        })
                        .alerts())
                .isNotEmpty();
        assertThat(again.failure(0)).isInstanceOf(StoreException.class);
        assertThat(again.outcome(1).alerts()).isNotEmpty();
        assertThat(units()).containsExactly(List.of("a"), List.of("c"));
    }

    @Test
    void batchThatFailsByItselfTakesNoOtherWithIt() throws Exception {
        Others others = new Others();
        Detections failing = batch("b");

        BatchOutcome first = driver.run(
                batch("a"),
                () -> others.come(new FutureTask<>(() -> {
                    driver.runAndRollBack(failing, 1);
                    return null;
                })));

        assertThat(first.alerts()).isNotEmpty();
        others.outcome(0);
        assertThat(units()).containsExactly(List.of("a"));
        assertThat(driver.grouping().position("a")).isOne();
        assertThat(driver.grouping().position("b")).isZero();
        assertThat(driver.grouping().openWindows()).isPositive();
    }

    @Test
    void batchWithoutAMatchIsToldWithItsGroup() throws Exception {
        Others others = new Others();
        Detections matchesNothing = driver.detect("b", List.of(Synthetic.event(Synthetic.NOON, "nothing", "n")));

        driver.run(batch("a"), () -> others.come(new FutureTask<>(() -> driver.run(matchesNothing))));

        others.outcome(0);
        assertThat(units()).containsExactly(List.of("a", "b"));
    }

    @Test
    void changeOfTheRulesBehindWhatCannotBeWrittenIsTakenBackAsAWhole() throws Exception {
        driver.run(batch("d"));
        int before = driver.grouping().openWindows();
        watched.refuse(transaction -> true);
        Others others = new Others();

        assertThatThrownBy(() ->
                        driver.run(batch("a"), () -> others.come(new FutureTask<>(() -> driver.swap(List.of())))))
                .isInstanceOf(StoreException.class);

        assertThat(others.failure(0)).isInstanceOf(StoreException.class);
        assertThat(driver.grouping().openWindows()).isEqualTo(before);
        assertThat(driver.grouping().position("a")).isZero();
    }

    @Test
    void batchThatFailsBehindWhatCannotBeWrittenIsTakenBackAsAWhole() throws Exception {
        driver.run(batch("d"));
        int before = driver.grouping().openWindows();
        watched.refuse(transaction -> true);
        Others others = new Others();

        assertThatThrownBy(() -> driver.run(
                        batch("a"),
                        () -> others.come(new FutureTask<>(() -> {
                            driver.runAndRollBack(driver.swapping(), 1);
                            return null;
                        }))))
                .isInstanceOf(StoreException.class);

        others.outcome(0);
        assertThat(driver.grouping().openWindows()).isEqualTo(before);
    }

    @Test
    void changeOfTheRulesComesBehindWhatWaits() throws Exception {
        Others others = new Others();

        driver.run(batch("a"), () -> others.come(new FutureTask<>(() -> driver.swap(List.of()))));

        others.outcome(0);
        assertThat(units().get(0)).containsExactly("a");
        assertThat(driver.grouping().openWindows()).isZero();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        // Lists are short mostly, and of one batch there is nothing to gather.
        return new SpillTest()
                .events()
                .list()
                .ofSize(6)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    /** Threads decide what is gathered, so no run is as another one: a smaller example of a failure may not be one. */
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void sourcesAtTheSameTimeOverAStoreThatFailsSayAtLastWhatOneSaysThatIsAlone(
            @ForAll("events") List<Event> events, @ForAll long seed) throws Exception {
        assertThat(Last.of(saidAtTheSameTime(events, seed))).isEqualTo(Last.of(saidAlone(events)));
    }

    private static Collection<Alert> saidAlone(List<Event> events) {
        GroupingDriver alone = new GroupingDriver(SETTINGS, clock(), SpillTest.RULES, new MemoryRowStore(), null);
        alone.feed("a", events);
        alone.finish();
        return alone.alerts();
    }

    private static Collection<Alert> saidAtTheSameTime(List<Event> events, long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, List<Event>> byUnit = new LinkedHashMap<>();
        UNITS.forEach(unit -> byUnit.put(unit, new ArrayList<>()));
        events.forEach(
                event -> byUnit.get(UNITS.get(random.nextInt(UNITS.size()))).add(event));
        Queue<Alert> said = new ConcurrentLinkedQueue<>();
        boolean gathered = false;
        try (StateStore state = States.inMemory()) {
            for (int process = 0; process < 3; process++) {
                WatchedStore store = new WatchedStore(state);
                SettableClock clock = clock();
                GroupingDriver driver = driver(store, clock);
                driver.grouping().resume();
                // The last process lives on.
                int ends = process < 2 ? 1 + random.nextInt(1 + events.size()) : Integer.MAX_VALUE;
                Random refusing = new Random(random.nextLong());
                store.refuse(transaction -> store.transactions().size() >= ends || refusing.nextInt(4) == 0);
                List<FutureTask<Void>> sources = new ArrayList<>();
                AtomicInteger running = new AtomicInteger(UNITS.size());
                byUnit.forEach((unit, its) -> {
                    driver.resume(unit);
                    sources.add(new FutureTask<>(
                            () -> {
                                read(
                                        driver,
                                        unit,
                                        its,
                                        () -> letOneCome(driver, running),
                                        () -> store.transactions().size() >= ends,
                                        said);
                                running.decrementAndGet();
                            },
                            null));
                });
                sources.forEach(source -> new Thread(source).start());
                for (FutureTask<Void> source : sources) {
                    source.get(30, TimeUnit.SECONDS);
                }
                gathered |= store.transactions().stream()
                        .anyMatch(transaction -> WatchedStore.units(transaction).size() > 1);
                if (process == 2) {
                    store.refuse(transaction -> false);
                    for (int i = 0; i < 3; i++) {
                        clock.advance(Duration.ofHours(1));
                        said.addAll(driver.tick().alerts());
                    }
                    said.addAll(driver.finish().alerts());
                }
            }
        }
        Statistics.label("batches were written together")
                .collect(gathered)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
        return said;
    }

    /** Waits for another source where there is one, a moment at most: it may be waiting to be told. */
    private static void letOneCome(GroupingDriver driver, AtomicInteger running) {
        long until = System.nanoTime() + 10_000_000;
        while (running.get() > 1
                && System.nanoTime() < until
                && !driver.grouping().isAwaited()) {
            Thread.yield();
        }
    }

    private static void read(
            GroupingDriver driver,
            String unit,
            List<Event> events,
            Runnable beforeCommit,
            BooleanSupplier ended,
            Queue<Alert> said) {
        int from = (int) driver.grouping().position(unit);
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 2);
            Detections batch = driver.detect(unit, events.subList(from, to));
            while (true) {
                try {
                    said.addAll(driver.run(batch, beforeCommit).alerts());
                    break;
                } catch (StoreException e) {
                    if (ended.getAsBoolean()) {
                        return;
                    }
                }
            }
            from = to;
        }
    }
}
