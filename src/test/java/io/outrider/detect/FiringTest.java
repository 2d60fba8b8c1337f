package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each published detection that loads can fire: on events that are made up from its own conditions. */
class FiringTest {

    private static final DataModels MODELS = DataModels.standard();

    @Test
    void publishedDetectionsFireOnEventsMadeFromTheirConditions() {
        Content content = new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")));
        Map<String, String> silent = new TreeMap<>();
        int fired = 0;
        for (Rule rule : content.rules()) {
            try {
                if (fires(rule)) {
                    fired++;
                } else {
                    silent.put(rule.about().name(), "no set of events made it fire");
                }
            } catch (RuntimeException e) {
                silent.put(rule.about().name(), e.toString());
            }
        }
        System.out.println("fired " + fired + " of " + content.rules().size());
        silent.forEach((name, why) -> System.out.println("silent: " + name + ": " + why));
        assertThat(silent.size()).isLessThanOrEqualTo(content.rules().size() * 2 / 100);
    }

    private static boolean fires(Rule rule) {
        for (List<Event> events : Scenario.firing(rule)) {
            if (!alerts(rule, events).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    static List<Alert> alerts(Rule rule, List<Event> events) {
        GroupingSettings settings = Synthetic.bounded();
        Clock clock = Clock.fixed(Synthetic.NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        Detector detector = new Detector(RulePack.compile(List.of(rule), MODELS, settings), settings, clock);
        WindowGrouping grouping = new WindowGrouping(settings, clock);
        SourceUnit unit = new SourceUnit("made-up", "made-up.log");
        List<Alert> alerts = new ArrayList<>(
                merge(grouping, detector.detect(new EventBatch(unit, events, List.of(), events.size(), true))));
        alerts.addAll(merge(grouping, Detections.finishing()));
        return alerts;
    }

    private static List<Alert> merge(WindowGrouping grouping, Detections batch) {
        grouping.begin(batch);
        for (WindowDelta delta : batch.deltas()) {
            WindowTable table = grouping.find(delta.key());
            table = table == null ? grouping.open(delta) : table;
            grouping.merge(table, delta);
            grouping.keep(table);
        }
        for (WindowKey key : grouping.due()) {
            grouping.close(grouping.find(key));
        }
        return grouping.commit().alerts();
    }
}
