package io.outrider.detect;

import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.ctime;
import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.rename;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.search;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Decision 6: over the same events the last revision of every alert is equal, whatever the order, the sizes of the batches
 * and the number of threads; and it is what a slow twin computes from all events at once.
 */
class GroupingDeterminismTest {

    // A border of windows before 1970 and one of today; offsets that are and are not a part of the hour.
    private static final List<Instant> BORDERS =
            List.of(Instant.parse("1969-12-31T23:00:00Z"), Instant.parse("2026-03-01T12:00:00Z"));
    private static final List<Duration> OFFSETS =
            List.of(Duration.ZERO, Duration.ofMinutes(-10), Duration.ofMinutes(25));

    static final List<Rule> RULES = List.of(
            rule(
                    "everything",
                    by(
                            "host user",
                            count(),
                            aggregation(Function.COUNT, "user", "users"),
                            aggregation(Function.MIN, "_time", "firstTime"),
                            aggregation(Function.MAX, "_time", "lastTime"),
                            aggregation(Function.VALUES, "action", "actions"),
                            aggregation(Function.DISTINCT_COUNT, "code", "codes"),
                            aggregation(Function.MIN, "code", "least"),
                            aggregation(Function.MAX, "code", "greatest"),
                            aggregation(Function.EARLIEST, "action", "earliest"),
                            aggregation(Function.LATEST, "action", "latest")),
                    ctime("firstTime"),
                    ctime("lastTime"),
                    rename("actions", "action")),
            rule(
                    "threshold",
                    new Predicate.Or(List.of(matches("host", "A*"), new Predicate.Not(matches("action", "log*")))),
                    List.of(),
                    byThoseThatHave("user", count()),
                    where(compare(field("count"), ">", number(1)))),
            rule("few", by("host", count()), where(compare(field("count"), "<", number(3)))),
            rule(
                    "words",
                    differs("action", "none"),
                    List.of(),
                    by("action host", aggregation(Function.VALUES, "user", "users"), count()),
                    search(matches("users", "*O*"))),
            rule(
                    "not constant",
                    new Predicate.Compares("code", Predicate.Order.AT_LEAST, "5"),
                    List.of(),
                    by("host", aggregation(Function.MAX, "code", "code"), count()),
                    search(new Predicate.Not(matches("host", "b"))),
                    where(new Expression.And(
                            call(Expression.Function.ISNOTNULL, field("code")),
                            new Expression.Not(compare(field("code"), "=", number(7)))))),
            rule("one row", by("", count(), aggregation(Function.VALUES, "host", "hosts"))),
            rule(
                    "row stages",
                    Synthetic.ALWAYS,
                    List.of(search(matches("user", "*")), rename("user", "src_user")),
                    byThoseThatHave("src_user", count(), aggregation(Function.LATEST, "code", "code"))));

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.integers().between(-2, 3),
                        Arbitraries.of(0L, 0L, 1L, 599_999L, 600_000L, 1_500_000L, 2_345_678L, 3_599_999L))
                .as((hours, millis) -> Instant.EPOCH.plusSeconds(hours * 3600L).plusMillis(millis));
        Arbitrary<List<Event>> relative = Combinators.combine(
                        times,
                        values("a", "b", "C", "a|b"),
                        values("root", "bob", "Bob", "root|bob", "bob|bob|amy"),
                        values("login", "logout", "Login", "none", "sudo"),
                        values("1", "05", "7", "7.0", "-2", "x", "1|9"))
                .as(GroupingDeterminismTest::event)
                .list()
                .ofMaxSize(40);
        return Combinators.combine(relative, Arbitraries.of(BORDERS)).as(GroupingDeterminismTest::at);
    }

    /** One of the texts, or none. */
    private static Arbitrary<String> values(String... texts) {
        return Arbitraries.of(texts).injectNull(0.2);
    }

    private static Event event(
            Instant time,
            @Nullable String host,
            @Nullable String user,
            @Nullable String action,
            @Nullable String code) {
        Map<String, Value> fields = new LinkedHashMap<>();
        put(fields, "host", host);
        put(fields, "user", user);
        put(fields, "action", action);
        put(fields, "code", code);
        return Synthetic.eventOf(time, "synthetic " + fields, fields);
    }

    private static void put(Map<String, Value> fields, String field, @Nullable String texts) {
        if (texts != null) {
            fields.put(field, Value.of(List.of(texts.split("\\|"))));
        }
    }

    private static List<Event> at(List<Event> relative, Instant border) {
        return relative.stream()
                .map(event -> Synthetic.eventOf(
                        border.plus(Duration.between(Instant.EPOCH, event.time())), event.raw(), event.cim()))
                .toList();
    }

    @Property(tries = 200)
    void boundedRunGivesTheRowsOfTheTwinInAnyOrder(@ForAll("events") List<Event> events, @ForAll long seed) {
        for (Duration offset : OFFSETS) {
            GroupingSettings settings = settings(offset, Duration.ZERO, false, true);
            Set<String> ids =
                    assertEqualToTwin(events, settings, schedule(events, new Random(seed), settings, Failing.NEVER));
            assertThat(assertEqualToTwin(
                            events, settings, schedule(events, new Random(~seed), settings, Failing.NEVER)))
                    .isEqualTo(ids);
        }
    }

    @Property(tries = 200)
    void serviceWithFirstMatchGivesTheRowsOfTheTwin(@ForAll("events") List<Event> events, @ForAll long seed) {
        for (Duration offset : OFFSETS) {
            GroupingSettings settings = settings(offset, Duration.ofMinutes(10), true, false);
            assertEqualToTwin(events, settings, schedule(events, new Random(seed), settings, Failing.NEVER));
        }
    }

    @Property(tries = 200)
    void serviceThatWaitsForTheCloseGivesTheRowsOfTheTwin(@ForAll("events") List<Event> events, @ForAll long seed) {
        for (Duration offset : OFFSETS) {
            GroupingSettings settings = settings(offset, Duration.ZERO, false, false);
            assertEqualToTwin(events, settings, schedule(events, new Random(seed), settings, Failing.NEVER));
        }
    }

    @Property(tries = 100)
    void rolledBackBatchThatIsFedAgainChangesNothing(@ForAll("events") List<Event> events, @ForAll long seed) {
        for (boolean firstMatch : new boolean[] {true, false}) {
            GroupingSettings settings = settings(Duration.ofMinutes(-10), Duration.ofMinutes(1), firstMatch, false);
            List<BatchOutcome> straight = schedule(events, new Random(seed), settings, Failing.NEVER);
            assertThat(schedule(events, new Random(seed), settings, Failing.THE_SAME_AGAIN))
                    .isEqualTo(straight);
            assertThat(schedule(events, new Random(seed), settings, Failing.DETECTED_AGAIN))
                    .isEqualTo(straight);
        }
    }

    @Property(tries = 50)
    void threadsThatFeedUnitsAtOnceGiveTheRowsOfTheTwin(@ForAll("events") List<Event> events, @ForAll long seed)
            throws InterruptedException, ExecutionException {
        for (boolean bounded : new boolean[] {true, false}) {
            GroupingSettings settings = settings(Duration.ZERO, Duration.ofMinutes(10), !bounded, bounded);
            SettableClock clock = clock();
            GroupingDriver driver = new GroupingDriver(settings, clock, RULES);
            feedConcurrently(driver, units(events, new Random(seed), 4), new Random(seed));
            settle(driver, clock);
            assertEqualToTwin(events, settings, driver.alerts());
        }
    }

    private static void feedConcurrently(GroupingDriver driver, Map<String, List<Event>> units, Random random)
            throws InterruptedException, ExecutionException {
        int batchSize = 1 + random.nextInt(5);
        ExecutorService threads = Executors.newFixedThreadPool(units.size());
        try {
            List<Future<?>> feeding = new ArrayList<>();
            units.forEach((unit, events) -> feeding.add(threads.submit(() -> {
                for (int from = 0; from < events.size(); from += batchSize) {
                    driver.feed(unit, events.subList(from, Math.min(events.size(), from + batchSize)));
                }
                driver.end(unit);
            })));
            for (Future<?> fed : feeding) {
                fed.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private enum Failing {
        NEVER,
        THE_SAME_AGAIN,
        DETECTED_AGAIN
    }

    /** Feeds the events as some units would, in batches of any size and in any interleaving, while time goes on. */
    private static List<BatchOutcome> schedule(
            List<Event> events, Random random, GroupingSettings settings, Failing failing) {
        // Failures come from numbers of their own, so that the schedule is the same with them and without.
        Random failures = new Random(random.nextLong());
        SettableClock clock = clock();
        GroupingDriver driver = new GroupingDriver(settings, clock, RULES);
        Map<String, List<Event>> units = units(events, random, 1 + random.nextInt(4));
        List<BatchOutcome> outcomes = new ArrayList<>();
        while (!units.isEmpty()) {
            String unit = List.copyOf(new TreeSet<>(units.keySet())).get(random.nextInt(units.size()));
            List<Event> rest = units.get(unit);
            int size = Math.min(rest.size(), random.nextInt(7));
            outcomes.add(feed(driver, unit, rest.subList(0, size), failing, failures));
            units.put(unit, rest.subList(size, rest.size()));
            if (rest.size() == size && random.nextInt(3) > 0) {
                units.remove(unit);
                outcomes.add(driver.end(unit));
            }
            clock.advance(Duration.ofMinutes(random.nextInt(4)));
            if (random.nextInt(4) == 0) {
                outcomes.add(driver.tick());
            }
        }
        outcomes.addAll(settle(driver, clock));
        return outcomes;
    }

    private static BatchOutcome feed(
            GroupingDriver driver, String unit, List<Event> events, Failing failing, Random failures) {
        Detections batch = driver.detect(unit, events);
        while (failing != Failing.NEVER && failures.nextInt(3) > 0) {
            driver.runAndRollBack(batch, failures.nextInt(12));
            batch = failing == Failing.THE_SAME_AGAIN ? batch : driver.detect(unit, events);
        }
        return driver.run(batch);
    }

    /** Lets pass the time after which nothing waits any more, and ends the input. */
    private static List<BatchOutcome> settle(GroupingDriver driver, SettableClock clock) {
        clock.advance(Duration.ofHours(2));
        return List.of(driver.tick(), driver.finish());
    }

    private static Map<String, List<Event>> units(List<Event> events, Random random, int number) {
        Map<String, List<Event>> units = new HashMap<>();
        for (int i = 0; i < number; i++) {
            units.put("unit " + i, new ArrayList<>());
        }
        for (Event event : events) {
            List<Event> unit = units.get("unit " + random.nextInt(number));
            unit.add(random.nextInt(unit.size() + 1), event);
        }
        return units;
    }

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
    }

    private static GroupingSettings settings(Duration offset, Duration lateness, boolean firstMatch, boolean bounded) {
        return new GroupingSettings(
                Duration.ofHours(1),
                offset,
                lateness,
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                250_000,
                firstMatch,
                bounded);
    }

    private static Set<String> assertEqualToTwin(List<Event> events, GroupingSettings settings, List<?> results) {
        List<Alert> alerts = results.stream()
                .flatMap(result -> result instanceof BatchOutcome outcome
                        ? outcome.alerts().stream()
                        : List.of((Alert) result).stream())
                .toList();
        assertRevisionsCountUp(alerts);
        Map<String, Alert> last = last(alerts);
        Set<NaiveTstats.Row> rows = last.values().stream()
                .filter(alert -> alert.activity() != Activity.CLOSE)
                .map(GroupingDeterminismTest::row)
                .collect(Collectors.toSet());
        assertThat(rows).isEqualTo(NaiveTstats.rows(events, RULES, settings.window(), settings.offset()));
        assertThat(last.values()).noneMatch(Alert::partial).noneMatch(Alert::truncated);
        return last.values().stream()
                .filter(alert -> alert.activity() != Activity.CLOSE)
                .map(Alert::id)
                .collect(Collectors.toSet());
    }

    private static void assertRevisionsCountUp(List<Alert> alerts) {
        Map<String, List<Alert>> byId = alerts.stream().collect(Collectors.groupingBy(Alert::id));
        byId.forEach((id, revisions) -> {
            List<Alert> sorted = revisions.stream()
                    .sorted(Comparator.comparingInt(Alert::revision))
                    .toList();
            for (int i = 0; i < sorted.size(); i++) {
                assertThat(sorted.get(i).revision()).isEqualTo(i);
                assertThat(sorted.get(i).activity() == Activity.CREATE).isEqualTo(i == 0);
            }
        });
    }

    private static Map<String, Alert> last(List<Alert> alerts) {
        Map<String, Alert> last = new HashMap<>();
        alerts.forEach(alert -> last.merge(alert.id(), alert, (a, b) -> a.revision() > b.revision() ? a : b));
        return last;
    }

    private static NaiveTstats.Row row(Alert alert) {
        return new NaiveTstats.Row(
                alert.detection().id(),
                alert.windowStart(),
                alert.windowEnd(),
                List.copyOf(alert.row().entrySet()),
                alert.count(),
                alert.firstTime(),
                alert.lastTime());
    }
}
