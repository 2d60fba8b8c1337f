package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Each published detection that loads can fire: it does on events that are made up from its own conditions, and does not on
 * such as differ from them in one place. Of those that do not fire it is told why none can.
 */
class FiringTest {

    private static final DataModels MODELS = DataModels.standard();

    // What may be silent at most, in percent of the detections that load, however good the reasons: over the content of
    // October 2024 it is 1.
    private static final int SILENT = 2;

    @Test
    void publishedDetectionsFireOnEventsMadeFromTheirConditionsAndNotOnNearMisses() {
        Content content = new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")));
        Map<String, String> silent = new TreeMap<>();
        Map<String, String> unexplained = new TreeMap<>();
        Map<String, String> withoutMiss = new TreeMap<>();
        Map<String, String> falseAlarms = new TreeMap<>();
        for (Rule rule : content.rules()) {
            String name = rule.about().name();
            Optional<Silence> silence = Silence.of(rule, MODELS, EngineRun.window());
            Optional<List<Event>> firing = Scenario.firing(MODELS, rule)
                    .filter(events -> fires(rule, events))
                    .findFirst();
            if (firing.isEmpty()) {
                silence.ifPresentOrElse(
                        why -> silent.put(name, why.construct() + ": " + why.text()),
                        () -> unexplained.put(name, "no set of events made it fire, and no reason is known"));
            } else {
                silence.ifPresent(why -> falseAlarms.put(name, why.text()));
                if (NearMisses.of(firing.get()).allMatch(events -> fires(rule, events))) {
                    withoutMiss.put(name, "it fires on all that is near to what it fires on");
                }
            }
        }
        int all = content.rules().size();
        int fired = all - silent.size() - unexplained.size();
        System.out.println("fired " + fired + " of " + all + ", with a near miss " + (fired - withoutMiss.size()));
        silent.forEach((name, why) -> System.out.println("silent: " + name + ": " + why));
        unexplained.forEach((name, why) -> System.out.println("unexplained: " + name + ": " + why));
        withoutMiss.forEach((name, why) -> System.out.println("no miss: " + name + ": " + why));
        assertThat(unexplained).isEmpty();
        assertThat(withoutMiss).isEmpty();
        assertThat(silent.size()).isLessThanOrEqualTo(all * SILENT / 100);
        assertThat(falseAlarms).isEmpty();
    }

    private static boolean fires(Rule rule, List<Event> events) {
        return !EngineRun.alerts(MODELS, rule, events).isEmpty();
    }
}
