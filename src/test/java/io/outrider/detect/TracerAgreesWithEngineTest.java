package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.detect.Trace.InSearch;
import io.outrider.detect.Trace.OfEvent;
import io.outrider.detect.Trace.OfWindow;
import io.outrider.detect.Trace.Row;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.RealEvents;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a detection and an event is what the engine makes of the two, for each published detection that loads. */
class TracerAgreesWithEngineTest {

    private static final DataModels MODELS = DataModels.standard();

    /** Of the real events: as many as the whole corpus of detections meets in half a minute. */
    private static final int EVENTS_OF_A_FILE = 2;

    private static final int EVERY_FILE = 60;
    // One set of made-up events for each rule; more of them, of which the later ones are larger, for some.
    private static final int EVERY_RULE = 10;

    private int pairs;
    private int fired;
    private int taken;

    @Test
    void verdictsAndRowsAreTheEngines() throws IOException {
        List<Event> real = RealEvents.firstOfFiles(EVERY_FILE, EVENTS_OF_A_FILE);
        List<String> different = new ArrayList<>();
        List<Rule> rules = published().rules();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            List<List<Event>> sets = new ArrayList<>();
            sets.add(real);
            Scenario.firing(MODELS, rule).limit(i % EVERY_RULE == 0 ? 3 : 1).forEach(events -> {
                sets.add(events);
                NearMisses.of(events).limit(2).forEach(sets::add);
            });
            for (List<Event> events : sets) {
                String difference = difference(rule, events);
                if (!difference.isEmpty()) {
                    different.add(rule.about().name() + ": " + difference);
                }
            }
        }
        System.out.println("explained " + pairs + " pairs of a detection and events, " + taken + " events taken, "
                + fired + " fire");

        assertThat(different).isEmpty();
        assertThat(fired).as("pairs that fire").isGreaterThan(500);
        assertThat(pairs - fired).as("pairs that do not").isGreaterThan(500);
    }

    private String difference(Rule rule, List<Event> events) {
        Clock clock = Clock.fixed(
                events.stream()
                        .map(Event::time)
                        .max(Comparator.naturalOrder())
                        .orElse(Synthetic.NOON)
                        .plus(Duration.ofDays(1)),
                ZoneOffset.UTC);
        Trace trace = new Tracer(rule, MODELS, Synthetic.bounded(), clock).trace(events);
        List<Alert> alerts = EngineRun.alerts(MODELS, rule, events);
        pairs++;
        fired += alerts.isEmpty() ? 0 : 1;
        int told = trace.windows().stream().mapToInt(OfWindow::alerts).sum();
        if (told != alerts.size() || trace.fires() == alerts.isEmpty()) {
            return "expected " + alerts.size() + " alerts, but " + told + " are told";
        }
        int matched = 0;
        for (OfEvent event : trace.events()) {
            boolean any = false;
            for (InSearch search : event.searches()) {
                if (search.condition() != null && search.condition().held() != search.taken()) {
                    return "the condition of search " + search.search() + " is told otherwise than it is indexed: "
                            + search.condition();
                }
                any |= isInARow(search);
            }
            matched += any ? 1 : 0;
        }
        taken += matched;
        if (matched != matched(RulePack.keepingAll(rule, MODELS, Synthetic.bounded()), events, clock)) {
            return matched + " events are told to match";
        }
        if (matched < EngineRun.matched(MODELS, rule, events)) {
            return "more than the " + matched + " events that are told match";
        }
        return trace.windows().stream()
                .filter(window -> !last(window).equals(window.rows()))
                .map(window -> "expected " + window.rows() + ", but the last step is told to leave " + last(window))
                .findFirst()
                .orElse("");
    }

    // Of groups that the tail is sure to filter out the engine drops the events too; they are told up to the filter.
    private static int matched(RulePack rules, List<Event> events, Clock clock) {
        SourceUnit unit = new SourceUnit("made-up", "made-up.log");
        return new Detector(rules, clock)
                .detect(new EventBatch(unit, events, List.of(), 0, true))
                .matched();
    }

    // An event matches if it gives a row; one that is in no group is still that.
    private static boolean isInARow(InSearch search) {
        return search.taken()
                && (search.steps().isEmpty()
                        || !search.steps()
                                .get(search.steps().size() - 1)
                                .after()
                                .isEmpty());
    }

    private static List<Row> last(OfWindow window) {
        return window.searches().get(0).left();
    }

    private static Content published() {
        return new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")));
    }
}
