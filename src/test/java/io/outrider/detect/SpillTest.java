package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.detect.WindowGrouping.Outcome;
import io.outrider.rule.Rule;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.RowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Decision 20: with room in memory for a few rows only, a store behind it gives the alerts that memory alone gives. */
class SpillTest {

    private static final int PLENTY = 250_000;

    private static final List<Rule> RULES = Stream.concat(
                    TableDeterminismTest.RULES.stream(), GroupingDeterminismTest.RULES.stream())
            .toList();

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.oneOf(new TableDeterminismTest().events(), new GroupingDeterminismTest().events());
    }

    private static GroupingSettings settings(int maxRows, boolean firstMatch, boolean bounded) {
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
        List<Outcome> outcomes = service(events, seed, settings(room, false, false), store);
        assertThat(outcomes).isEqualTo(service(events, seed, settings(PLENTY, false, false), null));
        assertThat(outcomes).allMatch(outcome -> outcome.refused() == 0);
    }

    @Property(tries = 100)
    void lastWordsAreTheSameWhereAlertsGoOutAtTheFirstMatch(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) {
        assertThat(last(service(events, seed, settings(room, true, false), new MemoryRowStore())))
                .isEqualTo(last(service(events, seed, settings(PLENTY, true, false), null)));
    }

    private static Object last(List<Outcome> outcomes) {
        return Last.of(
                outcomes.stream().flatMap(outcome -> outcome.alerts().stream()).toList());
    }

    /**
     * Windows close, are changed by late events and close again; batches fail and are fed again; tails are edited, and so are
     * groupings.
     */
    private static List<Outcome> service(
            List<Event> events, long seed, GroupingSettings settings, @Nullable RowStore store) {
        Random random = new Random(seed);
        SettableClock clock = clock();
        GroupingDriver driver = new GroupingDriver(settings, clock, RULES, store);
        List<Outcome> outcomes = new ArrayList<>();
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

    private static List<Outcome> bounded(List<Event> events, int room, @Nullable RowStore store) {
        GroupingDriver driver = new GroupingDriver(settings(room, false, true), clock(), RULES, store);
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < events.size(); from += 7) {
            outcomes.add(driver.feed("unit", events.subList(from, Math.min(events.size(), from + 7))));
        }
        outcomes.add(driver.finish());
        return outcomes;
    }
}
