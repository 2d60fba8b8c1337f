package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The streaming engine over a list of events, as a bounded run. */
public final class EngineRun {

    private static final GroupingSettings SETTINGS = Synthetic.bounded();

    private EngineRun() {}

    /** Length of the windows. */
    public static Duration window() {
        return SETTINGS.window();
    }

    /** Sets of made-up events, one of which should make the rule fire. */
    public static List<List<Event>> firing(Rule rule) {
        return Scenario.firing(rule);
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

    /** How many of the events fulfil a first stage of the rule. */
    static int matched(DataModels models, Rule rule, List<Event> events) {
        Clock clock = Clock.fixed(Synthetic.NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        SourceUnit unit = new SourceUnit("made-up", "made-up.log");
        Search search = rule.search();
        // Without the tail, of which the engine runs what it can before it gathers.
        Rule first = new Rule(
                rule.about(),
                new Search(search.feed(), search.rowStages(), search.grouping(), List.of()),
                rule.window());
        return new Detector(RulePack.compile(List.of(first), models, SETTINGS), clock)
                .detect(new EventBatch(unit, events, List.of(), events.size(), true))
                .matched();
    }

    private static List<Alert> merge(WindowGrouping grouping, Detections batch) {
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
        return grouping.commit().alerts();
    }
}
