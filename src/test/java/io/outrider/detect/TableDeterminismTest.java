package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.search;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Decision 6 for what works on whole tables, and for rows that nothing groups: over the same events the last revision of every
 * alert is equal, whatever the order, the batches, the units and the moments at which windows close.
 */
class TableDeterminismTest {

    private static final Search BOBS = new Search(
            new Feed.Dataset("Synthetic.Logins", matches("user", "b*")),
            List.of(),
            byThoseThatHave("host", count(), aggregation(Function.LATEST, "code", "code")),
            List.of());

    static final List<Rule> RULES = List.of(
            rows("plain"),
            rows("projected", Set.of("host", "user")),
            rows("dedup", new Stage.Dedup(1, List.of("host"), false, false)),
            rows(
                    "counted",
                    new Stage.StreamStats(byThoseThatHave("", count()), true, 0),
                    where(compare(field("count"), "<", number(4)))),
            rows(
                    "stream",
                    new Stage.StreamStats(
                            byThoseThatHave("host", aggregation(Function.LAST, "code", "code")), false, 2)),
            rows(
                    "stats",
                    new Stage.Stats(byThoseThatHave(
                            "host",
                            count(),
                            aggregation(Function.FIRST, "user", "first"),
                            aggregation(Function.LIST, "code", "codes")))),
            rows(
                    "outliers",
                    new Stage.Stats(byThoseThatHave("host user", count())),
                    new Stage.EventStats(byThoseThatHave("host", aggregation(Function.AVERAGE, "count", "avg"))),
                    where(compare(field("count"), ">", field("avg")))),
            rows(
                    "sorted",
                    new Stage.Sort(0, List.of(new Stage.SortKey("code", true, Stage.Order.AUTO))),
                    new Stage.Head(2)),
            rows("joined", new Stage.Join(BOBS, List.of("host"), true, 1, true)),
            rows("appended", new Stage.Append(BOBS), new Stage.FillAll("none")),
            rows(
                    "matching",
                    new Stage.KeepMatching(
                            new Search(
                                    new Feed.Events(matches("action", "x")),
                                    List.of(new Stage.Table(List.of("host"))),
                                    new Grouping.Rows(Set.of("host")),
                                    List.of()),
                            false)),
            rows(
                    "transaction",
                    new Stage.Transaction(
                            List.of("host"), null, matches("action", "x"), Duration.ofMinutes(20), null, true, false)),
            rows(
                    "pipe",
                    new Stage.AppendPipe(List.of(new Stage.Stats(byThoseThatHave("", count())))),
                    search(matches("count", "*"))),
            new Rule(
                    Synthetic.detection("long"),
                    new Search(
                            new Feed.Events(Synthetic.ALWAYS),
                            List.of(),
                            new Grouping.Rows(null),
                            List.of(new Stage.Stats(byThoseThatHave("user", count())))),
                    Duration.ofHours(3)));

    private static Rule rows(String id, Stage... tail) {
        return Synthetic.rule(id, new Grouping.Rows(null), tail);
    }

    private static Rule rows(String id, Set<String> columns) {
        return Synthetic.rule(id, new Grouping.Rows(columns));
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> hosts = Arbitraries.of("a", "b", "c").injectNull(0.1);
        Arbitrary<String> users = Arbitraries.of("amy", "bob", "Bea").injectNull(0.2);
        Arbitrary<String> actions = Arbitraries.of("x", "y").injectNull(0.3);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 240),
                        hosts,
                        users,
                        actions,
                        Arbitraries.integers().between(0, 3))
                .as(TableDeterminismTest::event)
                .list()
                .ofMaxSize(30);
    }

    private static Event event(int minutes, String host, String user, String action, int code) {
        Map<String, Value> fields = new LinkedHashMap<>();
        put(fields, "host", host);
        put(fields, "user", user);
        put(fields, "action", action);
        put(fields, "code", Integer.toString(code));
        // Half of the minutes fall together, so that ties are broken.
        return Synthetic.eventOf(NOON.plus(Duration.ofMinutes(minutes / 2 * 2)), "synthetic " + fields, fields);
    }

    private static void put(Map<String, Value> fields, String name, String text) {
        if (text != null) {
            fields.put(name, Value.of(text));
        }
    }

    @Property(tries = 150)
    void lastRevisionDoesNotDependOnOrderOrBatches(@ForAll("events") List<Event> events, @ForAll long seed) {
        Set<Last> straight = bounded(events, events.size() + 1);
        Random random = new Random(seed);
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        assertThat(bounded(shuffled, 1 + random.nextInt(5))).isEqualTo(straight);
        assertThat(service(shuffled, random, false)).isEqualTo(straight);
        assertThat(service(shuffled, random, true)).isEqualTo(straight);
    }

    private static Set<Last> bounded(List<Event> events, int size) {
        GroupingDriver driver = new GroupingDriver(Synthetic.bounded(), clock(), RULES);
        for (int from = 0; from < events.size(); from += size) {
            driver.feed("unit", events.subList(from, Math.min(events.size(), from + size)));
        }
        driver.finish();
        assertThat(driver.failures()).isEmpty();
        return Last.of(driver.alerts());
    }

    /** While events still come, windows close, are changed and close again; some batches fail first. */
    private static Set<Last> service(List<Event> events, Random random, boolean firstMatch) {
        SettableClock clock = clock();
        GroupingDriver driver = new GroupingDriver(Synthetic.service(firstMatch), clock, RULES);
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(6));
            Detections batch = driver.detect("unit " + random.nextInt(3), events.subList(from, to));
            if (random.nextInt(4) == 0) {
                driver.runAndRollBack(batch, random.nextInt(20));
                batch = driver.detect("unit " + random.nextInt(3), events.subList(from, to));
            }
            driver.run(batch);
            from = to;
            clock.advance(Duration.ofMinutes(random.nextInt(8)));
            if (random.nextInt(3) == 0) {
                driver.tick();
            }
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            driver.tick();
        }
        assertThat(driver.failures()).isEmpty();
        return Last.of(driver.alerts());
    }

    private static SettableClock clock() {
        return new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
    }
}
