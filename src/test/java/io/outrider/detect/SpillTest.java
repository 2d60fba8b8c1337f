package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import io.outrider.store.Entry;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.RowStore;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decision 20: with room in memory for a few rows only, a store behind it gives the alerts that memory alone gives. */
class SpillTest {

    private static final int PLENTY = 250_000;

    private static final Search COUNTED = new Search(
            new Feed.Dataset("Synthetic.Logins", Synthetic.ALWAYS),
            List.of(),
            byThoseThatHave("host user", count()),
            List.of(where(compare(field("count"), ">", number(1)))));

    /** Those whose searches keep matches before they are grouped. */
    private static final List<Rule> POSTPONED = List.of(
            Synthetic.rule(
                    "some groups",
                    byThoseThatHave("host", count()),
                    new Stage.Join(COUNTED, List.of("host"), true, 0, false)),
            Synthetic.rule(
                    "outer", byThoseThatHave("host", count()), new Stage.Join(COUNTED, List.of("host"), true, 1, true)),
            Synthetic.rule("all groups", byThoseThatHave("action host", count()), new Stage.Append(COUNTED)));

    static final List<Rule> RULES = Stream.of(TableDeterminismTest.RULES, GroupingDeterminismTest.RULES, POSTPONED)
            .flatMap(List::stream)
            .toList();

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.oneOf(new TableDeterminismTest().events(), new GroupingDeterminismTest().events());
    }

    static GroupingSettings settings(int maxRows, boolean firstMatch, boolean bounded) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                maxRows,
                firstMatch,
                bounded);
    }

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
    }

    @Property(tries = 150)
    void rowsInTheStoreGiveTheAlertsThatRowsInMemoryGive(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) {
        MemoryRowStore store = new MemoryRowStore();
        List<BatchOutcome> outcomes = service(events, seed, settings(room, false, false), store);
        assertThat(outcomes).isEqualTo(service(events, seed, settings(PLENTY, false, false), null));
        assertThat(outcomes).allMatch(outcome -> outcome.refused() == 0);
    }

    @Property(tries = 100)
    void lastWordsAreTheSameWhereAlertsGoOutAtTheFirstMatch(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) {
        assertThat(last(service(events, seed, settings(room, true, false), new MemoryRowStore())))
                .isEqualTo(last(service(events, seed, settings(PLENTY, true, false), null)));
    }

    private static Object last(List<BatchOutcome> outcomes) {
        return Last.of(
                outcomes.stream().flatMap(outcome -> outcome.alerts().stream()).toList());
    }

    /**
     * Windows close, are changed by late events and close again; batches fail and are fed again; tails are edited, and so are
     * groupings.
     */
    private static List<BatchOutcome> service(
            List<Event> events, long seed, GroupingSettings settings, @Nullable RowStore store) {
        Random random = new Random(seed);
        SettableClock clock = clock();
        GroupingDriver driver = new GroupingDriver(settings, clock, RULES, store);
        List<BatchOutcome> outcomes = new ArrayList<>();
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(6));
            String unit = "unit " + random.nextInt(3);
            if (random.nextInt(3) == 0) {
                driver.runAndRollBack(driver.detect(unit, events.subList(from, to)), random.nextInt(20));
            }
            outcomes.add(driver.feed(unit, events.subList(from, to)));
            from = to;
            clock.advance(Duration.ofMinutes(random.nextInt(8)));
            if (random.nextInt(3) == 0) {
                outcomes.add(driver.tick());
            }
            if (random.nextInt(6) == 0) {
                outcomes.add(driver.swap(edited(random)));
            }
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            outcomes.add(driver.tick());
        }
        outcomes.add(driver.finish());
        return outcomes;
    }

    private static List<Rule> edited(Random random) {
        List<Rule> rules = new ArrayList<>(RULES);
        int at = random.nextInt(rules.size());
        Rule other = rules.get(random.nextInt(rules.size()));
        rules.set(at, new Rule(rules.get(at).about(), other.search(), other.window()));
        return rules;
    }

    @Property(tries = 50)
    void runOverFilesGivesTheSame(@ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 40) int room) {
        MemoryRowStore store = new MemoryRowStore();
        assertThat(bounded(events, room, store)).isEqualTo(bounded(events, PLENTY, null));
    }

    private static List<BatchOutcome> bounded(List<Event> events, int room, @Nullable RowStore store) {
        GroupingDriver driver = new GroupingDriver(settings(room, false, true), clock(), RULES, store);
        List<BatchOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < events.size(); from += 7) {
            outcomes.add(driver.feed("unit", events.subList(from, Math.min(events.size(), from + 7))));
        }
        outcomes.add(driver.finish());
        return outcomes;
    }

    private static Event login(int minute, String host, String user) {
        return event(NOON.plus(Duration.ofMinutes(minute)), "host", host, "user", user);
    }

    private static List<Event> logins(int minute, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> login(minute, "host " + i, "amy"))
                .toList();
    }

    private static Rule byHost() {
        return Synthetic.rule("by host", byThoseThatHave("host", count()));
    }

    private static GroupingDriver driver(int room, SettableClock clock, RowStore store, Rule... rules) {
        return new GroupingDriver(settings(room, false, false), clock, List.of(rules), store);
    }

    @Test
    void rowsOfWindowsThatAreForgottenLeaveTheStore() {
        MemoryRowStore store = new MemoryRowStore();
        SettableClock clock = clock();
        GroupingDriver driver = driver(5, clock, store, byHost());
        driver.feed("unit", logins(0, 0, 20));
        assertThat(store.size()).isEqualTo(20);
        // Late, two hours on, for a window that is closed and kept: a part of each of its rows.
        assertThat(driver.feed("unit", login(120, "other", "amy")).alerts()).hasSize(20);
        driver.feed("unit", logins(1, 10, 20));
        assertThat(store.size()).isEqualTo(30);
        clock.advance(Duration.ofDays(2));
        driver.tick();
        clock.advance(Duration.ofDays(1));
        driver.feed("unit", login(60 * 40, "other", "amy"));
        assertThat(store.size()).isZero();
        assertThat(driver.late()).isEmpty();
    }

    @Test
    void lateEventOfARowInTheStoreIsMergedWithIt() {
        SettableClock clock = clock();
        GroupingDriver driver = driver(5, clock, new MemoryRowStore(), byHost());
        driver.feed("unit", logins(0, 0, 20));
        driver.feed("unit", login(120, "other", "amy"));
        clock.advance(Duration.ofHours(1));
        driver.feed("unit", login(1, "host 3", "amy"));
        List<Alert> updates = driver.tick().alerts();
        assertThat(driver.alerts().stream().filter(alert -> alert.activity() == Alert.Activity.UPDATE))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.row()).containsEntry("host", Value.of("host 3"));
                    assertThat(alert.count()).isEqualTo(2);
                });
        assertThat(updates).allMatch(alert -> alert.activity() != Alert.Activity.CREATE);
    }

    @Test
    void matchesThatFindNoRoomInAFullStoreAreCountedAndNamedUntilThereIsRoomAgain() {
        SettableClock clock = clock();
        GroupingDriver driver = driver(10, clock, new MemoryRowStore(25), byHost());
        assertThat(driver.feed("unit", logins(0, 0, 20)).refused()).isZero();
        // Now 20 are in the store, and no more than 5 find room there.
        assertThat(driver.feed("unit", logins(0, 20, 40)).refused()).isZero();
        BatchOutcome refusing = driver.feed("unit", logins(0, 40, 43));
        assertThat(refusing.refused()).isEqualTo(3);
        assertThat(refusing.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .contains("the store of rows is full: raise outrider.grouping.spill.max-size"));
        // Rows that are there take more.
        assertThat(driver.feed("unit", logins(0, 20, 30)).refused()).isZero();
        List<Alert> closed = driver.feed("unit", login(120, "host 0", "amy")).alerts();
        assertThat(closed).hasSize(40).allMatch(Alert::partial);
        clock.advance(Duration.ofDays(2));
        driver.feed("unit", login(60 * 40, "host 0", "amy"));
        assertThat(driver.feed("unit", logins(60 * 40, 0, 20)).refused()).isZero();
    }

    @Test
    void storeThatFailsStopsNoBatch() {
        RowStore broken = new RowStore() {
            @Override
            public boolean append(long table, Iterator<Entry> entries) {
                throw new StoreException("rows in data could not be written: no such disk", new IOException());
            }

            @Override
            public Iterator<Entry> entries(long table) {
                throw new AssertionError();
            }

            @Override
            public void drop(long table) {
                throw new AssertionError();
            }

            @Override
            public void close() {}
        };
        GroupingDriver driver = driver(10, clock(), broken, byHost());
        assertThat(driver.feed("unit", logins(0, 0, 20)).refused()).isZero();
        BatchOutcome refusing = driver.feed("unit", logins(0, 20, 40));
        assertThat(refusing.refused()).isEqualTo(20);
        assertThat(refusing.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("no such disk"));
        assertThat(driver.finish().alerts()).hasSize(20);
    }

    @Test
    void storeThatCannotBeReadLeavesTheWindowUnknownAndSaysSo() {
        RowStore unreadable = new RowStore() {
            @Override
            public boolean append(long table, Iterator<Entry> entries) {
                entries.forEachRemaining(entry -> {});
                return true;
            }

            @Override
            public Iterator<Entry> entries(long table) {
                throw new StoreException("rows in data could not be read: no such disk", new IOException());
            }

            @Override
            public void drop(long table) {}

            @Override
            public void close() {}
        };
        GroupingDriver driver = driver(10, clock(), unreadable, byHost());
        driver.feed("unit", logins(0, 0, 20));
        BatchOutcome closing = driver.finish();
        assertThat(closing.alerts()).isEmpty();
        assertThat(closing.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("no such disk"));
    }

    @Test
    void rowThatHoldsManyValuesCountsAsSeveral() {
        MemoryRowStore store = new MemoryRowStore();
        Rule values = Synthetic.rule(
                "values", byThoseThatHave("host", Synthetic.aggregation(Grouping.Function.VALUES, "user", "users")));
        GroupingDriver driver = driver(10, clock(), store, values);
        for (int i = 0; i < 99; i++) {
            driver.feed("unit", login(0, "host", "user " + i));
        }
        assertThat(store.appended()).isZero();
        driver.feed("unit", login(0, "host", "user 99"));
        assertThat(store.appended()).isEqualTo(1);
    }

    @Test
    void windowsThatSayMuchAreClosedInSeveralBatches() {
        int ofAWindow = 50;
        int windows = WindowGrouping.ALERTS_OF_A_BATCH / ofAWindow * 3 / 2;
        GroupingDriver driver =
                new GroupingDriver(settings(PLENTY, false, true), clock(), List.of(byHost()), new MemoryRowStore());
        for (int hour = 0; hour < windows; hour++) {
            driver.feed("unit", logins(60 * hour, 0, ofAWindow));
        }
        int first = driver.finish().alerts().size();
        assertThat(first).isBetween(WindowGrouping.ALERTS_OF_A_BATCH, windows * ofAWindow - 1);
        assertThat(driver.grouping().openWindows()).isEqualTo(windows - first / ofAWindow);
        assertThat(driver.finish().alerts()).hasSize(windows * ofAWindow - first);
        assertThat(driver.grouping().openWindows()).isZero();
        assertThat(Set.copyOf(driver.alerts().stream().map(Alert::id).toList())).hasSize(windows * ofAWindow);
    }
}
