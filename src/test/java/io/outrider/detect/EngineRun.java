package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.store.RowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The streaming engine over a list of events, as a bounded run. */
public final class EngineRun {

    /** Windows of an hour over input that ends. */
    public static final GroupingSettings SETTINGS = Synthetic.bounded();

    /** As in the service. */
    private static final int BATCH = 500;

    private EngineRun() {}

    /** Length of the windows. */
    public static Duration window() {
        return SETTINGS.window();
    }

    /** A rule that says no more of itself than its name. */
    public static Rule rule(String name, Search search, @Nullable Duration window) {
        return new Rule(Synthetic.detection(name), search, window);
    }

    /** Sets of made-up events, the plainest first, one of which should make the rule fire. */
    public static Stream<List<Event>> firing(DataModels models, Rule rule) {
        return Scenario.firing(models, rule);
    }

    /** The alerts of one rule over all events, in the order in which they leave. */
    public static List<Alert> alerts(DataModels models, Rule rule, List<Event> events) {
        Instant now = events.stream()
                .map(Event::time)
                .max(Instant::compareTo)
                .orElse(Synthetic.NOON)
                .plus(Duration.ofDays(1));
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Detector detector = new Detector(RulePack.compile(List.of(rule), models, SETTINGS), clock);
        WindowGrouping grouping = new WindowGrouping(detector, SETTINGS, clock);
        SourceUnit unit = new SourceUnit("made-up", "made-up.log");
        Detections all = detector.detect(new EventBatch(unit, events, List.of(), events.size(), true));
        List<Alert> alerts = new ArrayList<>(merge(grouping, all));
        alerts.addAll(merge(grouping, Detections.finishing()));
        return alerts;
    }

    /** What a run over many rules said, as last revised (decision 6). */
    public record Report(Map<String, List<Alert>> byDetection, List<RuleFailure> failures) {}

    /**
     * The last revisions of all alerts of many rules, which see the events together and in batches.
     *
     * @param rules none of them of the data model Risk, or all: alerts of the one would be events of the other
     */
    public static Report lastAlerts(DataModels models, List<Rule> rules, List<Event> events) {
        return lastAlerts(models, rules, events, SETTINGS, null);
    }

    /** The same with room in memory for so many rows, and a store for the others. */
    public static Report lastAlerts(
            DataModels models, List<Rule> rules, List<Event> events, int maxRows, RowStore store) {
        return lastAlerts(models, rules, events, Synthetic.bounded(maxRows), store);
    }

    private static Report lastAlerts(
            DataModels models,
            List<Rule> rules,
            List<Event> events,
            GroupingSettings settings,
            @Nullable RowStore store) {
        Instant end = events.stream().map(Event::time).max(Instant::compareTo).orElse(Synthetic.NOON);
        Clock clock = Clock.fixed(end.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        Detector detector = new Detector(RulePack.compile(rules, models, settings), clock);
        WindowGrouping grouping =
                new WindowGrouping(detector, settings, clock, new RiskEvents(new AttackCatalog()), store);
        SourceUnit unit = new SourceUnit("unit", "source");
        Map<String, Alert> last = new LinkedHashMap<>();
        List<RuleFailure> failures = new ArrayList<>();
        for (int from = 0; from < events.size(); from += BATCH) {
            int to = Math.min(events.size(), from + BATCH);
            EventBatch batch = new EventBatch(unit, events.subList(from, to), List.of(), to, to == events.size());
            take(outcome(grouping, detector.detect(batch)), last, failures);
        }
        do {
            take(outcome(grouping, Detections.finishing()), last, failures);
        } while (grouping.openWindows() > 0);
        Map<String, List<Alert>> byDetection = new LinkedHashMap<>();
        last.values().stream()
                .filter(alert -> alert.activity() != Alert.Activity.CLOSE)
                .forEach(alert -> byDetection
                        .computeIfAbsent(alert.detection().id(), id -> new ArrayList<>())
                        .add(alert));
        return new Report(byDetection, failures);
    }

    private static void take(BatchOutcome outcome, Map<String, Alert> last, List<RuleFailure> failures) {
        if (!outcome.late().isEmpty() || outcome.refused() > 0) {
            throw new IllegalStateException("expected no event late and none without room, but found "
                    + outcome.late().size() + " and " + outcome.refused());
        }
        outcome.alerts().forEach(alert -> last.put(alert.id(), alert));
        failures.addAll(outcome.failures());
    }

    /** How many of the events fulfil a first stage of the rule. */
    static int matched(DataModels models, Rule rule, List<Event> events) {
        Clock clock = Clock.fixed(Synthetic.NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        SourceUnit unit = new SourceUnit("made-up", "made-up.log");
        return new Detector(RulePack.keepingAll(rule, models, SETTINGS), clock)
                .detect(new EventBatch(unit, events, List.of(), events.size(), true))
                .matched();
    }

    private static List<Alert> merge(WindowGrouping grouping, Detections batch) {
        return outcome(grouping, batch).alerts();
    }

    private static BatchOutcome outcome(WindowGrouping grouping, Detections batch) {
        grouping.begin(batch);
        for (WindowDelta delta : batch.deltas()) {
            WindowTable table = grouping.find(delta.key());
            table = table == null ? grouping.open(delta) : table;
            grouping.merge(table, delta);
            grouping.keep(table);
        }
        for (List<WindowKey> due = grouping.due(); !due.isEmpty(); due = grouping.due()) {
            due.forEach(key -> grouping.close(grouping.find(key)));
        }
        return grouping.commit();
    }
}
