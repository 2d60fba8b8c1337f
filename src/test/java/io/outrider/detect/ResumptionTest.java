package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.cim.Event;
import io.outrider.rule.Rule;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import io.outrider.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A process that ends anywhere, and another that goes on behind it, say what one says that does not end. */
class ResumptionTest {

    private static final int PLENTY = 250_000;

    @Provide
    Arbitrary<List<Event>> events() {
        return new SpillTest().events();
    }

    @Property(tries = 150)
    void processesThatEndSayAtLastWhatOneSaysThatGoesOn(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll boolean firstMatch) {
        assertThat(Last.of(said(events, seed, firstMatch, PLENTY, 3)))
                .isEqualTo(Last.of(said(events, seed, firstMatch, PLENTY, 0)));
    }

    @Property(tries = 50)
    void rowsThatAreTooManyForMemoryAreSoBehindAResumptionToo(
            @ForAll("events") List<Event> events, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) {
        assertThat(Last.of(said(events, seed, false, room, 3)))
                .isEqualTo(Last.of(said(events, seed, false, PLENTY, 0)));
    }

    /** @param ends one in so many batches ends its process; 0 if none does */
    private static List<Alert> said(List<Event> events, long seed, boolean firstMatch, int room, int ends) {
        Random random = new Random(seed);
        Random ending = new Random(seed + 1);
        SettableClock clock = new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
        GroupingSettings settings = SpillTest.settings(room, firstMatch, false);
        List<Alert> alerts = new ArrayList<>();
        try (StateStore state = States.inMemory()) {
            List<Rule> rules = SpillTest.RULES;
            GroupingDriver driver = new GroupingDriver(settings, clock, rules, new MemoryRowStore(), state);
            int from = 0;
            while (from < events.size()) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(6));
                String unit = "unit " + random.nextInt(3);
                if (ends > 0 && ending.nextInt(ends) == 0) {
                    // In the middle of a batch.
                    driver.runAndRollBack(driver.detect(unit, events.subList(from, to)), ending.nextInt(20));
                    driver = new GroupingDriver(settings, clock, rules, new MemoryRowStore(), state);
                    driver.grouping().resume();
                }
                alerts.addAll(driver.feed(unit, events.subList(from, to)).alerts());
                from = to;
                clock.advance(Duration.ofMinutes(random.nextInt(8)));
                if (random.nextInt(3) == 0) {
                    alerts.addAll(driver.tick().alerts());
                }
            }
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofHours(1));
                alerts.addAll(driver.tick().alerts());
            }
            alerts.addAll(driver.finish().alerts());
        }
        return alerts;
    }

    @Test
    void tickThatCannotBeWrittenDownHoldsUpNoOtherThread() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));
        GroupingSettings settings = SpillTest.settings(PLENTY, false, false);
        try (StateStore state = States.inMemoryThatIsAwayAtFirst()) {
            GroupingDriver driver = new GroupingDriver(settings, clock, List.of(), new MemoryRowStore(), state);
            // It matches nothing: how far its unit came waits.
            driver.feed("unit", Synthetic.event(Synthetic.NOON, "host", "h"));

            assertThatThrownBy(driver::tick).isInstanceOf(StoreException.class);

            CompletableFuture.runAsync(driver::tick).get(10, TimeUnit.SECONDS);
        }
    }
}
