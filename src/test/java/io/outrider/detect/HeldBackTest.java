package io.outrider.detect;

import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.policy.AlertGate;
import io.outrider.policy.AlertGate.HeldAlert;
import io.outrider.policy.Silences;
import io.outrider.policy.Suppression;
import io.outrider.rule.Rule;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import io.outrider.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decision 14: what is held back is what a suppression says, over roll-backs, faults and ends of the process. */
class HeldBackTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final GroupingSettings SETTINGS = SpillTest.settings(250_000, true, false);

    @Provide
    Arbitrary<List<Event>> events() {
        return new SpillTest().events();
    }

    /** What batches said, in their order. */
    record Said(List<Alert> sent, List<HeldAlert> held) {

        Said() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(BatchOutcome outcome) {
            sent.addAll(outcome.alerts());
            held.addAll(outcome.held());
        }

        List<Alert> all() {
            List<Alert> all = new ArrayList<>(sent);
            held.forEach(each -> all.add(each.alert()));
            return all;
        }
    }

    static AlertGate gate(SettableClock clock, Duration period) {
        Suppression suppression = new Suppression("by host", about -> true, List.of("host"), period);
        return new AlertGate(
                List.of(suppression), List.of(), new Silences(), UnaryOperator.identity(), SETTINGS.retention(), clock);
    }

    /** What a batch may meet with. */
    private interface Trouble {
        GroupingDriver before(GroupingDriver driver, Detections batch, SettableClock clock);
    }

    private static Said run(
            List<Event> events, long seed, Duration period, @Nullable StateStore state, Trouble trouble) {
        Random random = new Random(seed);
        SettableClock clock = new SettableClock(START);
        Said said = new Said();
        GroupingDriver driver = driver(clock, period, state);
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(6));
            String unit = "unit " + random.nextInt(3);
            Detections batch = driver.detect(unit, events.subList(from, to));
            driver = trouble.before(driver, batch, clock);
            said.add(again(driver, batch));
            from = to;
            clock.advance(Duration.ofMinutes(random.nextInt(8)));
            if (random.nextInt(3) == 0) {
                said.add(again(driver, Detections.tick()));
            }
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            said.add(again(driver, Detections.tick()));
        }
        said.add(again(driver, Detections.finishing()));
        return said;
    }

    private static GroupingDriver driver(SettableClock clock, Duration period, @Nullable StateStore state) {
        return new GroupingDriver(SETTINGS, clock, SpillTest.RULES, null, state, gate(clock, period));
    }

    /** A batch that cannot be written down comes again. */
    private static BatchOutcome again(GroupingDriver driver, Detections batch) {
        while (true) {
            try {
                return driver.run(batch);
            } catch (StoreException e) {
                // Synthetic.
            }
        }
    }

    private static final Trouble NONE = (driver, batch, clock) -> driver;

    @Property(tries = 60)
    void batchesThatAreRolledBackChangeNothing(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int minutes) {
        Duration period = Duration.ofMinutes(minutes);
        Random trouble = new Random(seed + 1);
        Said once = run(events, seed, period, null, NONE);
        Said often = run(events, seed, period, null, (driver, batch, clock) -> {
            if (trouble.nextBoolean()) {
                driver.runAndRollBack(batch, trouble.nextInt(20));
            }
            return driver;
        });
        assertThat(often).isEqualTo(once);
    }

    @Property(tries = 40)
    void transactionsThatFailChangeNothing(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int minutes) {
        Duration period = Duration.ofMinutes(minutes);
        Random trouble = new Random(seed + 1);
        try (StateStore good = States.inMemory();
                StateStore store = States.inMemory()) {
            Said once = run(events, seed, period, good, NONE);
            Said often = run(events, seed, period, failing(store, () -> trouble.nextInt(3) == 0), NONE);
            assertThat(often).isEqualTo(once);
            assertThat(store.heldBack()).isEqualTo(once.held().size());
        }
    }

    @Property(tries = 60)
    void processesThatEndKeepToTheSuppression(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int minutes) {
        Duration period = Duration.ofMinutes(minutes);
        Random trouble = new Random(seed + 1);
        try (StateStore store = States.inMemory()) {
            Said said = run(events, seed, period, store, (driver, batch, clock) -> {
                if (trouble.nextInt(3) > 0) {
                    return driver;
                }
                driver.runAndRollBack(batch, trouble.nextInt(20));
                GroupingDriver next = driver(clock, period, store);
                next.grouping().resume();
                return next;
            });
            assertThat(Last.of(said.all()))
                    .as("all that there was to say was said")
                    .isEqualTo(Last.of(
                            run(events, seed, Duration.ofSeconds(1), null, NONE).all()));
            assertKept(said, period);
            assertThat(store.heldBack()).as("listed").isEqualTo(said.held().size());
        }
    }

    static void assertKept(Said said, Duration period) {
        Set<String> deliveries = new HashSet<>();
        for (Alert alert : said.all()) {
            assertThat(deliveries.add(alert.id() + "-" + alert.revision()))
                    .as("an id and a revision are said once")
                    .isTrue();
        }
        Set<String> sentIds = new HashSet<>();
        said.sent().forEach(alert -> sentIds.add(alert.id()));
        said.held()
                .forEach(held -> assertThat(sentIds)
                        .as("shared fate")
                        .doesNotContain(held.alert().id()));
        Map<String, List<Instant>> sentTimes = new HashMap<>();
        for (Alert alert : said.sent()) {
            if (alert.activity() == Activity.CREATE) {
                List<Instant> others = sentTimes.computeIfAbsent(key(alert), key -> new ArrayList<>());
                assertThat(others).as("one in a period").noneMatch(other -> isNear(other, alert.lastTime(), period));
                others.add(alert.lastTime());
            }
        }
        for (HeldAlert held : said.held()) {
            if (held.alert().activity() == Activity.CREATE) {
                assertThat(sentTimes.getOrDefault(key(held.alert()), List.of()))
                        .as("held back for one that was sent")
                        .anyMatch(other -> isNear(other, held.alert().lastTime(), period));
            }
        }
    }

    private static String key(Alert alert) {
        Value host = alert.row().get("host");
        return alert.detection().id() + " " + (host == null ? null : host.texts());
    }

    private static boolean isNear(Instant one, Instant other, Duration period) {
        return Duration.between(one, other).abs().compareTo(period) < 0;
    }

    private static StateStore failing(StateStore store, BooleanSupplier fails) {
        return (StateStore) Proxy.newProxyInstance(
                HeldBackTest.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write") && fails.getAsBoolean()) {
                        throw new StoreException("synthetic", new IllegalStateException());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatIsHeldBackIsNotQueuedButItsRowIsRemembered() {
        Rule rule = Synthetic.rule("r", byThoseThatHave("host user", count()));
        SettableClock clock = new SettableClock(START);
        try (StateStore store = States.inMemory()) {
            GroupingDriver driver =
                    new GroupingDriver(SETTINGS, clock, List.of(rule), null, store, gate(clock, Duration.ofHours(1)));
            Event first = Synthetic.event(Synthetic.NOON, "host", "h", "user", "a");
            Event second = Synthetic.event(Synthetic.NOON.plusSeconds(1), "host", "h", "user", "b");
            BatchOutcome outcome = driver.feed("unit", first, second);
            assertThat(outcome.alerts()).hasSize(1);
            assertThat(outcome.held()).extracting(held -> held.by().toString()).containsExactly("suppression by host");

            assertThat(store.lastNumber()).as("queued alerts").isEqualTo(1);

            GroupingDriver next =
                    new GroupingDriver(SETTINGS, clock, List.of(rule), null, store, gate(clock, Duration.ofHours(1)));
            next.grouping().resume();
            next.feed("unit", second);
            BatchOutcome update = next.finish();
            assertThat(update.alerts()).as("it is partial now").hasSize(1);
            assertThat(update.held()).singleElement().satisfies(held -> {
                assertThat(held.alert().revision()).isEqualTo(1);
                assertThat(held.alert().count()).isEqualTo(2);
            });
            assertThat(store.heldBack()).isEqualTo(2);
        }
    }
}
