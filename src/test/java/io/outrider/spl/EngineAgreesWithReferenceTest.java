package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.content.ContentLoader;
import io.outrider.detect.EngineRun;
import io.outrider.normalize.RealEvents;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The streaming engine gives the rows that the plain interpreter of the trees gives, for each published detection that loads. */
class EngineAgreesWithReferenceTest {

    private static final DataModels MODELS = DataModels.standard();

    /** Sets of events for each detection: the plainest, one of which makes nearly all of them fire. */
    private static final int SETS = 3;

    /** Of a detection's own events so many are in the pool: some of its conditions are on how many there are. */
    private static final int POOLED = 3;

    // Of 1,581 detections 1,250 gave rows over the pool, 142 over all real events, 110 of them over the sample: where
    // much
    // fewer do, the comparison has lost what it compares.
    private static final int FIRED_IN_THE_POOL = 1_200;
    private static final int FIRED_ON_THE_SAMPLE = 100;
    private static final int FIRED_ON_ALL = 130;

    private static List<Rule> rules = List.of();
    private static Twin twin;

    @BeforeAll
    static void load() throws IOException {
        rules = new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")))
                .rules();
        PublishedSearches searches = new PublishedSearches();
        twin = new Twin(MODELS, new ReferenceLookups(Corpus.path("escu/lookups")), searches::tree);
    }

    @Test
    void eventsMadeForADetectionGiveEqualRows() {
        Twin.Outcome outcome = new Twin.Outcome();
        List<String> without = new ArrayList<>();
        for (Rule rule : rules) {
            List<List<Event>> made = EngineRun.firing(MODELS, rule).limit(SETS).toList();
            made.forEach(events -> twin.compare(rule, events, outcome));
            if (made.isEmpty()) {
                without.add(rule.about().name());
            }
        }
        outcome.print("events made for each detection");
        System.out.println("no events could be made for " + without);
        assertThat(outcome.different()).isEmpty();
        assertThat(outcome.unknown()).isEmpty();
        assertThat(outcome.compared()).isEqualTo(rules.size() - without.size());
        // They are compared on the events of others.
        assertThat(without).hasSizeLessThanOrEqualTo(rules.size() / 100);
    }

    /** A detection sees events here that were made for others. */
    @Test
    void eventsMadeForAllDetectionsGiveEqualRows() {
        List<Event> pool = new ArrayList<>();
        for (Rule rule : rules) {
            EngineRun.firing(MODELS, rule).findFirst().ifPresent(events -> pool.addAll(first(events)));
        }
        Twin.Outcome outcome = twin.compare(rules, pool);
        outcome.print(pool.size() + " events made for all detections");
        assertAllEqual(outcome);
        assertThat(outcome.fired()).isGreaterThanOrEqualTo(FIRED_IN_THE_POOL);
    }

    private static List<Event> first(List<Event> events) {
        return events.subList(0, Math.min(POOLED, events.size()));
    }

    @Test
    void sampleOfRealEventsGivesEqualRows() throws IOException {
        List<Event> events = RealEvents.firstOfEachKind();
        Twin.Outcome outcome = twin.compare(rules, events);
        outcome.print(events.size() + " real events");
        assertAllEqual(outcome);
        assertThat(outcome.fired()).isGreaterThanOrEqualTo(FIRED_ON_THE_SAMPLE);
    }

    /** Many minutes: {@code ./mvnw -Ptwin verify}. */
    @Test
    @Tag("twin")
    void allRealEventsGiveEqualRows() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Path file : RealEvents.files()) {
            events.addAll(RealEvents.of(file));
        }
        Twin.Outcome outcome = twin.compare(rules, events);
        outcome.print(events.size() + " real events");
        assertAllEqual(outcome);
        assertThat(outcome.fired()).isGreaterThanOrEqualTo(FIRED_ON_ALL);
    }

    private static void assertAllEqual(Twin.Outcome outcome) {
        assertThat(outcome.different()).isEmpty();
        assertThat(outcome.unknown()).isEmpty();
        assertThat(outcome.compared()).isEqualTo(rules.size());
    }
}
