package io.outrider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.policy.AlertGate.Decision;
import io.outrider.rule.Detection;
import io.outrider.store.StateChange;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import io.outrider.store.WindowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertGateTest {

    private static final Detection ONE = Alerts.detection("one", 50);
    private static final Detection TWO = Alerts.detection("two", 50);

    private final SettableClock clock = new SettableClock(Alerts.DAY);
    private final Silences silences = new Silences();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private AlertGate gate(Suppression... suppressions) {
        return gate(List.of(), suppressions);
    }

    private AlertGate gate(List<MaintenanceWindow> maintenance, Suppression... suppressions) {
        return new AlertGate(
                List.of(suppressions), maintenance, silences, UnaryOperator.identity(), Duration.ofHours(24), clock);
    }

    private static Suppression suppression(String name, Duration period, String... fields) {
        return new Suppression(name, about -> true, List.of(fields), period);
    }

    private static Matchers matchers(String... texts) {
        return Matchers.parse(List.of(texts), selector -> about -> about.id().equals(selector));
    }

    private Decision decide(AlertGate gate, Alert... alerts) {
        Instant latest = List.of(alerts).stream()
                .map(Alert::lastTime)
                .max(Instant::compareTo)
                .orElseThrow();
        return gate.decide(List.of(alerts), latest, undo::push);
    }

    /** What becomes of alerts that come one after the other, each in a batch of its own: "sent", or what holds it back. */
    private List<String> fates(AlertGate gate, Alert... alerts) {
        List<String> fates = new ArrayList<>();
        for (Alert alert : alerts) {
            Decision decision = decide(gate, alert);
            fates.add(
                    decision.held().isEmpty()
                            ? "sent"
                            : decision.held().get(0).by().toString());
            assertThat(decision.passed().size() + decision.held().size()).isEqualTo(1);
        }
        return fates;
    }

    @Test
    void withoutAnythingAllAlertsAreSentAndNothingIsWrittenDown() {
        Decision decision =
                decide(AlertGate.open(clock), Alerts.create(ONE, 0, "dest", "a"), Alerts.create(ONE, 0, "dest", "a"));
        assertThat(decision.passed()).hasSize(2);
        assertThat(decision.held()).isEmpty();
        assertThat(decision.changes()).isEmpty();
    }

    @Test
    void ofAlertsThatAreAlikeOneIsSentInAPeriod() {
        assertThat(fates(
                        gate(suppression("s", Duration.ofHours(1), "dest")),
                        Alerts.create(ONE, 0, "dest", "a", "user", "x"),
                        Alerts.create(ONE, 30, "dest", "a", "user", "y"),
                        Alerts.create(ONE, 59, "dest", "a"),
                        Alerts.create(ONE, 60, "dest", "a"),
                        Alerts.create(ONE, 119, "dest", "a"),
                        Alerts.create(ONE, 120, "dest", "a")))
                .containsExactly("sent", "suppression s", "suppression s", "sent", "suppression s", "sent");
    }

    @Test
    void whatIsHeldBackProlongsNothing() {
        // Each is within an hour of the one before, but not of the one that was sent.
        assertThat(fates(
                        gate(suppression("s", Duration.ofHours(1))),
                        Alerts.create(ONE, 0),
                        Alerts.create(ONE, 50),
                        Alerts.create(ONE, 100)))
                .containsExactly("sent", "suppression s", "sent");
    }

    @Test
    void otherValuesAndOtherDetectionsAreNotAlike() {
        assertThat(fates(
                        gate(suppression("s", Duration.ofHours(1), "dest")),
                        Alerts.create(ONE, 0, "dest", "a"),
                        Alerts.create(ONE, 1, "dest", "b"),
                        Alerts.create(ONE, 2, "dest", "A"),
                        Alerts.create(ONE, 3, "dest", "a|b"),
                        Alerts.create(ONE, 4, "dest", ""),
                        Alerts.create(ONE, 5, "src", "a"),
                        Alerts.create(TWO, 6, "dest", "a"),
                        Alerts.create(ONE, 7, "src", "b")))
                .containsExactly("sent", "sent", "sent", "sent", "sent", "sent", "sent", "suppression s");
    }

    @Test
    void suppressionIsAboutTheDetectionsThatItChooses() {
        Suppression ofOne = new Suppression("s", about -> about.id().equals("one"), List.of(), Duration.ofHours(1));
        assertThat(fates(
                        gate(ofOne),
                        Alerts.create(ONE, 0),
                        Alerts.create(TWO, 1),
                        Alerts.create(ONE, 2),
                        Alerts.create(TWO, 3)))
                .containsExactly("sent", "sent", "suppression s", "sent");
    }

    @Test
    void twoSuppressionsHoldBackWhatOneOfThemDoes() {
        assertThat(fates(
                        gate(
                                suppression("hosts", Duration.ofHours(1), "dest"),
                                suppression("users", Duration.ofHours(2), "user")),
                        Alerts.create(ONE, 0, "dest", "a", "user", "x"),
                        Alerts.create(ONE, 30, "dest", "b", "user", "x"),
                        Alerts.create(ONE, 61, "dest", "a", "user", "x"),
                        Alerts.create(ONE, 61, "dest", "b", "user", "y")))
                .containsExactly("sent", "suppression users", "suppression users", "sent");
    }

    @Test
    void eventTimeCountsWhateverTheOrderInWhichAlertsCome() {
        assertThat(fates(
                        gate(suppression("s", Duration.ofHours(1))),
                        Alerts.create(ONE, 300),
                        Alerts.create(ONE, 241),
                        Alerts.create(ONE, 240),
                        Alerts.create(ONE, 10)))
                .containsExactly("sent", "suppression s", "sent", "sent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSaidLaterSharesTheFateOfTheCreate(boolean silenceEnds) {
        AlertGate gate = gate();
        Alert before = Alerts.create(ONE, 0, "dest", "a");
        assertThat(fates(gate, before)).containsExactly("sent");
        silences.set(List.of(new Silence("1", matchers("dest=a"), Alerts.DAY, Alerts.DAY.plusSeconds(60))));
        Alert silenced = Alerts.create(ONE, 1, "dest", "a");
        assertThat(fates(gate, silenced)).containsExactly("silence 1");
        if (silenceEnds) {
            silences.set(List.of());
            clock.advance(Duration.ofDays(1));
        }
        assertThat(fates(gate, Alerts.next(before, Activity.UPDATE), Alerts.next(silenced, Activity.UPDATE)))
                .containsExactly("sent", "silence 1");
        assertThat(fates(gate, Alerts.next(before, Activity.CLOSE), Alerts.next(silenced, Activity.CLOSE)))
                .containsExactly("sent", "silence 1");
    }

    @Test
    void silenceHoldsFromItsBeginningToItsEndByTheClock() {
        silences.set(
                List.of(new Silence("1", matchers("dest=a"), Alerts.DAY.plusSeconds(60), Alerts.DAY.plusSeconds(120))));
        AlertGate gate = gate();
        List<String> fates = new ArrayList<>();
        for (int second : List.of(59, 60, 119, 120)) {
            clock.set(Alerts.DAY.plusSeconds(second));
            fates.addAll(fates(gate, Alerts.create(ONE, second, "dest", "a")));
        }
        assertThat(fates).containsExactly("sent", "silence 1", "silence 1", "sent");
    }

    @Test
    void alertThatIsSilencedSuppressesNoOther() {
        AlertGate gate = gate(suppression("s", Duration.ofHours(1)));
        silences.set(List.of(new Silence("1", matchers("dest=a"), Alerts.DAY, Alerts.DAY.plusSeconds(60))));
        assertThat(fates(
                        gate,
                        Alerts.create(ONE, 0, "dest", "a"),
                        Alerts.create(ONE, 1, "dest", "b"),
                        Alerts.create(ONE, 2, "dest", "b")))
                .containsExactly("silence 1", "sent", "suppression s");
    }

    @Test
    void maintenanceWindowIsAboutTheTimeOfTheEvents() {
        Schedule schedule =
                new Schedule.Once(Alerts.DAY.plus(Duration.ofHours(1)), Alerts.DAY.plus(Duration.ofHours(2)));
        clock.set(Alerts.DAY.plus(Duration.ofDays(3)));
        assertThat(fates(
                        gate(List.of(new MaintenanceWindow("patches", matchers("dest=ws-*"), schedule))),
                        Alerts.create(ONE, 59, "dest", "ws-1"),
                        Alerts.create(ONE, 60, "dest", "WS-1"),
                        Alerts.create(ONE, 61, "dest", "srv-1"),
                        Alerts.create(ONE, 119, "dest", "ws-1"),
                        Alerts.create(ONE, 120, "dest", "ws-1")))
                .containsExactly("sent", "maintenance patches", "sent", "maintenance patches", "sent");
    }

    @Test
    void batchThatIsTakenBackLeavesNothingBehind() {
        AlertGate gate = gate(suppression("s", Duration.ofHours(1), "dest"));
        Alert alert = Alerts.create(ONE, 0, "dest", "a");
        Decision first = decide(gate, alert, Alerts.create(ONE, 1, "dest", "a"));
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        Decision again = decide(gate, alert, Alerts.create(ONE, 1, "dest", "a"));
        assertThat(again.changes()).isEqualTo(first.changes());
        assertThat(again.passed()).isEqualTo(first.passed());
    }

    @Test
    void anotherProcessKnowsWhatWasSentAndWhatWasHeldBack() {
        Alert silenced = Alerts.create(ONE, 2, "dest", "b");
        try (StateStore store = States.inMemory()) {
            AlertGate gate = gate(suppression("s", Duration.ofHours(1), "dest"));
            store.write(decide(gate, Alerts.create(ONE, 0, "dest", "a")).changes());
            silences.set(List.of(new Silence("1", matchers("dest=b"), Alerts.DAY, Alerts.DAY.plusSeconds(60))));
            store.write(decide(gate, silenced).changes());
            silences.set(List.of());

            AlertGate next = gate(suppression("s", Duration.ofHours(1), "dest"));
            next.resume(store);
            Decision decision = decide(
                    next,
                    Alerts.create(ONE, 3, "dest", "a"),
                    Alerts.next(silenced, Activity.UPDATE),
                    Alerts.create(ONE, 4, "dest", "b"));
            assertThat(decision.held())
                    .extracting(held -> held.by().toString())
                    .containsExactly("suppression s", "silence 1");
            store.write(decision.changes());
            assertThat(store.heldBack()).isEqualTo(3);
        }
    }

    @Test
    void whatSuppressesNothingAnyMoreIsForgotten() {
        AlertGate gate = gate(suppression("s", Duration.ofHours(1)));
        Alert alert = Alerts.create(ONE, 0);
        decide(gate, alert);
        Instant last = alert.lastTime().plus(Duration.ofHours(25));
        assertThat(gate.tidy(last)).isEmpty();
        assertThat(gate.tidy(last.plusSeconds(1))).singleElement().isInstanceOf(StateChange.PassDropped.class);
        assertThat(gate.tidy(last.plusSeconds(2))).isEmpty();
    }

    @Test
    void whatWasNotedInABackfillSuppressesThoughAFileOfALaterYearComesBetween() {
        clock.advance(Duration.ofDays(700));
        AlertGate gate = gate(suppression("s", Duration.ofHours(1)));
        Alert alert = Alerts.create(ONE, 0);
        decide(gate, alert);
        assertThat(gate.tidy(alert.lastTime().plus(Duration.ofDays(365)))).isEmpty();
        assertThat(decide(gate, Alerts.create(ONE, 1)).held()).hasSize(1);
        assertThat(gate.tidy(clock.instant().plus(Duration.ofHours(25)).plusSeconds(1)))
                .singleElement()
                .isInstanceOf(StateChange.PassDropped.class);
    }

    @Test
    void fatesGoWithTheirWindow() {
        AlertGate gate = gate();
        silences.set(List.of(new Silence("1", matchers("dest=a"), Alerts.DAY, Alerts.DAY.plusSeconds(60))));
        Alert silenced = Alerts.create(ONE, 0, "dest", "a");
        decide(gate, silenced);
        gate.forget(new WindowId("one", silenced.windowStart().getEpochSecond()));
        assertThat(fates(gate, Alerts.next(silenced, Activity.UPDATE))).containsExactly("sent");
    }

    @Test
    void listIsBoundedAndItsNumbersGoOn() {
        AlertGate gate = gate(suppression("s", Duration.ofHours(1)));
        decide(gate, Alerts.create(ONE, 0));
        List<Alert> many = new ArrayList<>();
        for (int i = 0; i < AlertGate.MOST_LISTED + 1_000; i++) {
            many.add(Alerts.create(ONE, 1));
        }
        Decision decision = gate.decide(many, Alerts.DAY, step -> {});
        assertThat(decision.held()).hasSize(many.size());
        assertThat(gate.tidy(Alerts.DAY)).containsExactly(new StateChange.HeldBackTrimmed(AlertGate.MOST_LISTED));
        assertThat(gate.tidy(Alerts.DAY)).isEmpty();
    }

    @Test
    void listedRowIsOneLineWhateverItHolds() {
        AlertGate gate = gate(suppression("s", Duration.ofHours(1)));
        decide(gate, Alerts.create(ONE, 0));
        Alert hostile = Alerts.create(
                ONE, 1, "process", "a\nb\u001b[31m\u202e" + "x".repeat(100_000), "user", "\ud83d", "dest", "y");
        List<StateChange> changes = decide(gate, hostile).changes();
        StateChange.HeldBackAdded added = (StateChange.HeldBackAdded) changes.get(changes.size() - 1);
        assertThat(added.what().row())
                .startsWith("process=a b [31m x")
                .endsWith("dest=y")
                .hasSizeLessThan(300);
    }

    @Test
    void whatCannotBeASuppressionIsRefused() {
        assertThatThrownBy(() -> suppression("s", Duration.ZERO))
                .hasMessageContaining("expected a period from 1s to 30d");
        assertThatThrownBy(() -> suppression("s", Duration.ofDays(31))).hasMessageContaining("but found PT744H");
        assertThatThrownBy(() -> suppression(" ", Duration.ofHours(1))).hasMessageContaining("expected a name");
    }
}
