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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each published detection that loads can fire: on events that are made up from its own conditions. */
class FiringTest {

    private static final DataModels MODELS = DataModels.standard();

    // What was reached over the content of October 2024: 1,323 of 1,581 fire, 1,408 have an event just past the edge.
    // The
    // aim is 98 of 100 in both. What is short is the making of events, not the engine: fields taken out of JSON and XML
    // text, tokens of command lines, thresholds over averages.
    private static final int FIRING = 83;
    private static final int MISSING = 89;

    @Test
    void publishedDetectionsMissEventsThatDifferInOneField() {
        Map<String, String> without = new TreeMap<>();
        List<Rule> rules = published().rules();
        for (Rule rule : rules) {
            List<Event> misses = Scenario.nearMisses(rule.search());
            boolean match = Scenario.matching(rule.search()).stream().anyMatch(event -> matches(rule, event));
            if (!match) {
                without.put(rule.about().name(), "no event fulfils its first stage");
                continue;
            }
            if (misses.stream().allMatch(miss -> matches(rule, miss))) {
                without.put(rule.about().name(), "every event near by fulfils its first stage too");
            }
        }
        System.out.println("near misses for all but " + without.size());
        without.forEach((name, why) -> System.out.println("no miss: " + name + ": " + why));
        assertThat(without.size()).isLessThanOrEqualTo(rules.size() * (100 - MISSING) / 100);
    }

    private static boolean matches(Rule rule, Event event) {
        return EngineRun.matched(MODELS, rule, List.of(event)) > 0;
    }

    private static Content published() {
        return new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")));
    }

    @Test
    void publishedDetectionsFireOnEventsMadeFromTheirConditions() {
        Content content = published();
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
        assertThat(fired).isGreaterThanOrEqualTo(content.rules().size() * FIRING / 100);
    }

    private static boolean fires(Rule rule) {
        for (List<Event> events : EngineRun.firing(rule)) {
            if (!EngineRun.alerts(MODELS, rule, events).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
