package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.policy.RecentPasses.Key;
import io.outrider.policy.RecentPasses.Pass;
import io.outrider.store.HeldBack;
import io.outrider.store.Hold;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateChange;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.HeldBackAdded;
import io.outrider.store.StateChange.HeldBackTrimmed;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.PassDropped;
import io.outrider.store.StateStore;
import io.outrider.store.WindowId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which emissions of a batch go to the outbox (decision 14). It decides about each Create; what is said of an alert later shares
 * its Create's fate. Used under the grouping's lock, inside the batch: what it remembers is taken back with the batch, and written down
 * in the batch's transaction.
 */
public final class AlertGate {

    /** Of what is listed. Some 40 MB in the store; a person reads the last hundreds. */
    public static final int MOST_LISTED = 100_000;

    // So that not each batch deletes.
    private static final int MORE_BEFORE_TRIMMING = 1_000;

    private final List<Suppression> suppressions;
    private final List<MaintenanceWindow> maintenance;
    private final Silences silences;
    private final UnaryOperator<Alert> enrichment;
    private final Duration retention;
    private final Clock clock;

    private final Map<WindowId, Map<String, Hold>> fates = new HashMap<>();
    private final RecentPasses passes = new RecentPasses();
    // Of the list, as far as is known here.
    private long listed;
    // If other instances decide too.
    private @Nullable OtherInstances others;

    /**
     * @param enrichment adds to an alert what is known of its row
     * @param retention how long, in event time, windows are kept that late events may still change
     */
    public AlertGate(
            List<Suppression> suppressions,
            List<MaintenanceWindow> maintenance,
            Silences silences,
            UnaryOperator<Alert> enrichment,
            Duration retention,
            Clock clock) {
        this.suppressions = List.copyOf(suppressions);
        this.maintenance = List.copyOf(maintenance);
        this.silences = silences;
        this.enrichment = enrichment;
        this.retention = retention;
        this.clock = clock;
    }

    /** A gate through which all alerts pass as they are. */
    public static AlertGate open(Clock clock) {
        return new AlertGate(List.of(), List.of(), new Silences(), UnaryOperator.identity(), Duration.ZERO, clock);
    }

    /** Goes on where an earlier process ended. Where instances share a store, it is asked when something is decided. */
    public void resume(StateStore store) {
        if (store instanceof SharedStateStore shared) {
            others = new OtherInstances(shared, suppressions, clock);
            return;
        }
        store.fates(this::share);
        List<Pass> noted = new ArrayList<>();
        store.passes(pass -> noted.add(new Pass(new Key(pass.suppression(), pass.key()), pass.at(), pass.noted())));
        passes.resume(noted);
        listed = store.heldBack();
    }

    private void share(FatePut put) {
        fates.computeIfAbsent(put.window(), window -> new HashMap<>()).put(put.alertId(), put.by());
    }

    /**
     * Decides about the emissions of a batch, in their order. Where instances share a store, in the batch's transaction, behind the
     * locks on its windows.
     *
     * @param eventTime greatest so far; {@code null} if there was none
     * @param undo gets how to take back what is remembered, last first
     * @throws io.outrider.store.StoreException if the store has to be asked, and cannot be
     */
    public Decision decide(List<Alert> said, @Nullable Instant eventTime, Consumer<Runnable> undo) {
        Decision decision = new Decision();
        if (others != null) {
            fates.clear();
            others.ask(said, passes, this::share);
        }
        for (Alert alert : said) {
            Alert enriched = enrichment.apply(alert);
            Verdict verdict = alert.activity() == Alert.Activity.CREATE
                    ? judge(enriched, eventTime, decision, undo)
                    : fate(enriched);
            decision.said.add(enriched);
            if (verdict instanceof Verdict.Held held) {
                decision.held.add(new HeldAlert(enriched, held.by()));
                list(enriched, held.by(), decision, undo);
            } else {
                decision.passed.add(enriched);
            }
        }
        return decision;
    }

    private Verdict judge(Alert alert, @Nullable Instant eventTime, Decision decision, Consumer<Runnable> undo) {
        Hold hold = hold(alert);
        if (hold == null) {
            note(alert, eventTime, decision, undo);
            return Verdict.PASSED;
        }
        WindowId window = window(alert);
        Map<String, Hold> ofWindow = fates.computeIfAbsent(window, key -> new HashMap<>());
        ofWindow.put(alert.id(), hold);
        undo.accept(() -> ofWindow.remove(alert.id()));
        decision.changes.add(new FatePut(window, alert.id(), hold));
        return new Verdict.Held(hold);
    }

    // What people asked for comes first: an alert that they silence has not gone out, and suppresses no other.
    private @Nullable Hold hold(Alert alert) {
        Silence silence = silences.of(alert, clock.instant()).orElse(null);
        if (silence != null) {
            return new Hold(Hold.Kind.SILENCE, silence.id());
        }
        for (MaintenanceWindow window : maintenance) {
            if (window.holds(alert)) {
                return new Hold(Hold.Kind.MAINTENANCE, window.name());
            }
        }
        for (Suppression suppression : suppressions) {
            if (suppression.covers(alert)
                    && passes.isNear(key(suppression, alert), alert.lastTime(), suppression.period())) {
                return new Hold(Hold.Kind.SUPPRESSION, suppression.name());
            }
        }
        return null;
    }

    static Key key(Suppression suppression, Alert alert) {
        return new Key(suppression.name(), suppression.key(alert));
    }

    private void note(Alert alert, @Nullable Instant eventTime, Decision decision, Consumer<Runnable> undo) {
        for (Suppression suppression : suppressions) {
            if (suppression.covers(alert)) {
                Pass pass = new Pass(key(suppression, alert), alert.lastTime(), noted(eventTime));
                passes.add(pass);
                undo.accept(passes::removeLast);
                decision.changes.add(
                        new PassAdded(pass.key().suppression(), pass.key().row(), pass.at(), pass.noted()));
            }
        }
    }

    /**
     * When event time has passed it, the clock has, too: event time alone goes on by years where files of the past are read one after the
     * other, and the next one may have alerts like it.
     */
    private Instant noted(@Nullable Instant eventTime) {
        Instant now = clock.instant();
        return eventTime != null && eventTime.isAfter(now) ? eventTime : now;
    }

    private Verdict fate(Alert alert) {
        Hold hold = fates.getOrDefault(window(alert), Map.of()).get(alert.id());
        return hold == null ? Verdict.PASSED : new Verdict.Held(hold);
    }

    static WindowId window(Alert alert) {
        return new WindowId(alert.detection().id(), alert.windowStart().getEpochSecond());
    }

    private void list(Alert alert, Hold by, Decision decision, Consumer<Runnable> undo) {
        listed++;
        undo.accept(() -> listed--);
        HeldBack what = new HeldBack(
                alert.id(),
                alert.revision(),
                alert.activity().caption(),
                alert.detection().id(),
                alert.detection().name(),
                alert.severity().caption(),
                alert.lastTime(),
                clock.instant(),
                by,
                RowText.of(alert.row()));
        decision.changes.add(new HeldBackAdded(what));
    }

    /** A window is kept no more: nothing is said of its alerts any more. Not to be taken back: called between batches. */
    public void forget(WindowId window) {
        fates.remove(window);
    }

    /**
     * Forgets what suppresses nothing any more, and lets go of what is too much. Not to be taken back: called between batches.
     *
     * @return what is to be written down of it, with one of the next transactions
     */
    public List<StateChange> tidy(@Nullable Instant eventTime) {
        List<StateChange> changes = new ArrayList<>();
        List<Pass> expired = passes.expire(oldest(eventTime));
        if (others != null) {
            // What goes of the store goes in a transaction of its own.
            return changes;
        }
        expired.forEach(pass ->
                changes.add(new PassDropped(pass.key().suppression(), pass.key().row(), pass.at())));
        if (listed >= MOST_LISTED + MORE_BEFORE_TRIMMING) {
            listed = MOST_LISTED;
            changes.add(new HeldBackTrimmed(MOST_LISTED));
        }
        return changes;
    }

    /** Moment before which what was noted suppresses nothing any more: a late event may make an alert that lies within the period. */
    private Instant oldest(@Nullable Instant eventTime) {
        Duration longest = suppressions.stream()
                .map(Suppression::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(retention);
        return eventTime == null ? Instant.MIN : eventTime.minus(longest);
    }

    /**
     * Lets go of what is too much in a store that instances share. Called between batches.
     *
     * @throws io.outrider.store.StoreException if it cannot be written
     */
    public void keepHouse(@Nullable Instant eventTime) {
        if (others != null && eventTime != null) {
            others.keepHouse(oldest(eventTime));
        }
    }

    /** An emission that does not go out. @param by what holds it back */
    public record HeldAlert(Alert alert, Hold by) {}

    /** What becomes of the emissions of a batch. */
    public static final class Decision {

        private final List<Alert> said = new ArrayList<>();
        private final List<Alert> passed = new ArrayList<>();
        private final List<HeldAlert> held = new ArrayList<>();
        private final List<StateChange> changes = new ArrayList<>();

        private Decision() {}

        /** All of them, as they are to be remembered. */
        public List<Alert> said() {
            return said;
        }

        /** Those that are to be sent, in their order. */
        public List<Alert> passed() {
            return passed;
        }

        public List<HeldAlert> held() {
            return held;
        }

        /** What is to be written down in the transaction of the batch. */
        public List<StateChange> changes() {
            return changes;
        }
    }
}
