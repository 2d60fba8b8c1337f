package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Enrichment;
import io.outrider.alert.Enrichment.Found;
import io.outrider.cim.Event;
import io.outrider.detect.HeldBackTest.Said;
import io.outrider.detect.SharedGroupingTest.Shared;
import io.outrider.policy.AlertGate;
import io.outrider.policy.Silences;
import io.outrider.policy.Suppression;
import io.outrider.rule.Severity;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Decision 14 over instances that share a store: what is sent and held back is what a suppression says of the alerts of all. */
class SharedSuppressionTest {

    @AfterContainer
    static void stop() {
        SharedGroupingTest.stop();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return new SpillTest().events();
    }

    private static Shared shared(List<Event> events, long seed, Duration period, int instances) {
        return new Shared(
                SharedGroupingTest.emptyDatabase(),
                events,
                seed,
                HeldBackTest.SETTINGS,
                instances,
                clock -> gate(clock, period));
    }

    private static AlertGate gate(SettableClock clock, Duration period) {
        Suppression suppression = new Suppression("by host", about -> true, List.of("host"), period);
        return new AlertGate(
                List.of(suppression),
                List.of(),
                new Silences(),
                SharedSuppressionTest::enriched,
                HeldBackTest.SETTINGS.retention(),
                clock);
    }

    /** Synthetic: each row has something that is known of it. */
    private static Alert enriched(Alert alert) {
        Found found = new Found("host", alert.id(), "asset", Map.of("owner", List.of("synthetic")));
        return alert.with(new Enrichment(Severity.HIGH, List.of(found)));
    }

    /** Partitions move, processes are killed, batches are rolled back. */
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void instancesKeepToTheSuppressionTogether(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int minutes,
            @ForAll @IntRange(min = 1, max = 3) int instances) {
        Duration period = Duration.ofMinutes(minutes);
        Shared shared = shared(events, seed, period, instances);
        Said said = new Said(shared.said(), shared.held());
        HeldBackTest.assertKept(said, period);
        assertThat(Last.of(said.all()))
                .as("all that there was to say was said")
                .isEqualTo(Last.of(SharedGroupingTest.ofOne(events, true)));
        assertThat(shared.database().count("held_back"))
                .as("listed")
                .isEqualTo(said.held().size());
        assertStored(shared, said);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void instancesAtTheSameTimeDoTooAndWaitForEachOtherNever(
            @ForAll("events") List<Event> events,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int minutes) {
        Duration period = Duration.ofMinutes(minutes);
        Shared shared = shared(events, seed, period, 3);
        HeldBackTest.assertKept(new Said(shared.saidAtTheSameTime(), shared.held()), period);
    }

    /** What the store has as last said is that, with all that was known of the row. */
    private static void assertStored(Shared shared, Said said) {
        Map<String, Alert> last = new HashMap<>();
        said.all().forEach(alert -> last.merge(alert.id(), alert, (a, b) -> a.revision() > b.revision() ? a : b));
        try (StateStore store = shared.database().alone()) {
            List<WindowPut> windows = new ArrayList<>();
            store.windows(windows::add);
            for (WindowPut window : windows) {
                store.emissions(window.window(), emission -> {
                    Alert stored = AlertCodec.alert(emission.bytes(), id -> AlertCodec.detection(store.detection(id)));
                    Alert alert = last.get(emission.alertId());
                    assertThat(stored.revision()).isEqualTo(alert.revision());
                    assertThat(stored.row()).isEqualTo(alert.row());
                    assertThat(stored.enrichment()).isEqualTo(alert.enrichment());
                });
            }
        }
    }
}
