package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.policy.AlertGate;
import io.outrider.rule.Rule;
import io.outrider.store.RowStore;
import io.outrider.store.StateStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs batches through the engine in the order in which {@code routes/5-group.camel.yaml} does, without Camel. */
final class GroupingDriver {

    private final GroupingSettings settings;
    private final Detector detector;
    private final WindowGrouping grouping;
    private final Backlog backlog = new Backlog();
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<LateRow> late = new ArrayList<>();
    private final List<RuleFailure> failures = new ArrayList<>();

    GroupingDriver(GroupingSettings settings, Clock clock, Rule... rules) {
        this(settings, clock, List.of(rules));
    }

    GroupingDriver(GroupingSettings settings, Clock clock, List<Rule> rules) {
        this(settings, clock, rules, null);
    }

    /** @param store where rows go that are too many for memory; {@code null} for none */
    GroupingDriver(GroupingSettings settings, Clock clock, List<Rule> rules, @Nullable RowStore store) {
        this(settings, clock, rules, store, null);
    }

    /** @param state where the state is written down; {@code null} if it ends with the driver */
    GroupingDriver(
            GroupingSettings settings,
            Clock clock,
            List<Rule> rules,
            @Nullable RowStore store,
            @Nullable StateStore state) {
        this(settings, clock, rules, store, state, AlertGate.open(clock));
    }

    /** @param gate decides which alerts are sent */
    GroupingDriver(
            GroupingSettings settings,
            Clock clock,
            List<Rule> rules,
            @Nullable RowStore store,
            @Nullable StateStore state,
            AlertGate gate) {
        this.settings = settings;
        detector = new Detector(RulePack.compile(rules, Synthetic.MODELS, settings), clock);
        grouping = new WindowGrouping(
                detector, settings, clock, new RiskEvents(new AttackCatalog()), store, backlog, state, gate);
    }

    WindowGrouping grouping() {
        return grouping;
    }

    /** Which units are behind. */
    Backlog backlog() {
        return backlog;
    }

    BatchOutcome feed(String unit, Event... events) {
        return feed(unit, List.of(events));
    }

    BatchOutcome feed(String unit, List<Event> events) {
        return run(detect(unit, events));
    }

    BatchOutcome end(String unit) {
        return run(detector.detect(EventBatch.end(sourceUnit(unit), offsets.getOrDefault(unit, 0L))));
    }

    BatchOutcome tick() {
        return run(Detections.tick());
    }

    BatchOutcome swap(List<Rule> rules) {
        return swap(rules.toArray(Rule[]::new));
    }

    BatchOutcome swap(Rule... rules) {
        return run(swapping(rules));
    }

    Detections swapping(Rule... rules) {
        return Detections.swapping(detector.rules().changedTo(List.of(rules), Synthetic.MODELS, settings));
    }

    BatchOutcome finish() {
        return run(Detections.finishing());
    }

    /** The unit goes on behind what an earlier driver read of it. */
    void resume(String unit) {
        offsets.put(unit, grouping.position(unit));
    }

    Detections detect(String unit, List<Event> events) {
        long endOffset = offsets.merge(unit, (long) events.size(), Long::sum);
        return detector.detect(new EventBatch(sourceUnit(unit), events, List.of(), endOffset, false));
    }

    BatchOutcome run(Detections batch) {
        return run(batch, () -> {});
    }

    /** @param beforeCommit while the batch has the windows */
    BatchOutcome run(Detections batch, Runnable beforeCommit) {
        steps(grouping.begin(batch), Integer.MAX_VALUE);
        beforeCommit.run();
        BatchOutcome outcome = grouping.commit();
        synchronized (this) {
            alerts.addAll(outcome.alerts());
            late.addAll(outcome.late());
            failures.addAll(outcome.failures());
        }
        return outcome;
    }

    /** Runs a batch up to a step, 0 for none, and rolls it back. */
    void runAndRollBack(Detections batch, int steps) {
        grouping.begin(batch);
        steps(batch, steps);
        grouping.rollback();
    }

    private void steps(Detections batch, int most) {
        List<Runnable> steps = new ArrayList<>();
        batch.deltas().forEach(delta -> steps.add(() -> merge(delta)));
        steps.add(this::closeDue);
        steps.add(() -> grouping.savePosition(batch));
        steps.stream().limit(most).forEach(Runnable::run);
    }

    private void closeDue() {
        for (List<WindowKey> due = grouping.due(); !due.isEmpty(); due = grouping.due()) {
            due.forEach(this::close);
        }
    }

    private void merge(WindowDelta delta) {
        // By its text, as the Aggregate EIP has it.
        WindowKey key = WindowKey.parse(delta.key().toString());
        WindowTable table = grouping.find(key);
        if (table == null) {
            table = grouping.open(delta);
        }
        grouping.merge(table, delta);
        grouping.keep(table);
    }

    private void close(WindowKey key) {
        WindowTable table = grouping.find(WindowKey.parse(key.toString()));
        if (table == null) {
            throw new AssertionError("due, but not to be found: " + key);
        }
        grouping.close(table);
    }

    /** All alerts so far, as the batches gave them. */
    synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    synchronized List<LateRow> late() {
        return List.copyOf(late);
    }

    synchronized List<RuleFailure> failures() {
        return List.copyOf(failures);
    }

    private static SourceUnit sourceUnit(String unit) {
        return new SourceUnit(unit, unit);
    }
}
