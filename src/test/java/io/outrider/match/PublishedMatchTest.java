package io.outrider.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.content.ContentLoader;
import io.outrider.detect.SlowTwin;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Feed;
import io.outrider.rule.Predicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index finds what the plain evaluation finds: all published detections on all real events. */
class PublishedMatchTest {

    /** Lends its macros. */
    private static final Path SHIPPED = Path.of("detections");

    private static final SourceUnit UNIT = new SourceUnit("unit", "source");

    @Test
    void indexFindsWhatEachPublishedPredicateFindsOnEveryRealEvent() throws IOException {
        DataModels models = DataModels.standard();
        Map<String, List<Predicate>> published = predicates(models);
        Set<String> matched = new TreeSet<>();
        for (String name : published.keySet()) {
            Dataset dataset = models.find(name).orElseThrow();
            List<Predicate> rules = published.get(name);
            SlowTwin slow = new SlowTwin(rules);
            SharedIndex shared = SlowTwin.shared(rules);
            FoldedFields folded = new FoldedFields();
            long[] found = new long[2];
            for (Path file : eventFiles()) {
                Matcher matcher = shared.borrow();
                forEachEvent(file, event -> {
                    if (event.datasets().contains(name)) {
                        Fields fields = dataset.view(event);
                        List<Integer> fast = Matching.of(matcher, folded, fields);
                        List<Integer> expected = IntStream.range(0, rules.size())
                                .filter(rule -> slow.holds(rule, fields))
                                .boxed()
                                .toList();
                        assertThat(fast.stream()
                                        .filter(rule -> matcher.index().exact(rule) || slow.holds(rule, fields)))
                                .as("%s", event.origin())
                                .containsExactlyElementsOf(expected);
                        found[0]++;
                        found[1] += expected.size();
                    }
                });
                shared.giveBack(matcher);
            }
            MatchStatistics statistics = shared.statistics();
            System.out.printf(
                    "%s: %d rules (%d tried on each event), %d events, %d matches, %s%n",
                    name, rules.size(), shared.current().unindexed().size(), found[0], found[1], statistics);
            if (found[1] > 0) {
                matched.add(name);
            }
            assertThat(statistics.events()).isEqualTo(found[0]);
        }
        // The real events are those of endpoints.
        assertThat(matched).contains("Endpoint.Processes", "Endpoint.Filesystem", "Endpoint.Registry");
    }

    /** By the dataset that they read. */
    private static Map<String, List<Predicate>> predicates(DataModels models) {
        Path published = Corpus.path("escu/detections");
        Map<String, List<Predicate>> predicates = new TreeMap<>();
        new ContentLoader(models, List.of())
                .load(List.of(published, SHIPPED))
                .rules()
                .forEach(rule -> rule.search().withSubsearches().forEach(search -> {
                    if (search.feed() instanceof Feed.Dataset feed) {
                        predicates
                                .computeIfAbsent(feed.name(), name -> new ArrayList<>())
                                .add(feed.where());
                    }
                }));
        return predicates;
    }

    private static List<Path> eventFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.path("events"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(gz|js|json|txt|log)"))
                    .sorted()
                    .toList();
        }
    }

    private static void forEachEvent(Path file, Consumer<Event> use) throws IOException {
        Normalizer normalizer =
                new Normalizer(ZoneOffset.UTC, Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));
        try (RecordBatches batches = new RecordBatches(UNIT, new RecordReader(Inputs.open(file)), 500)) {
            while (batches.hasNext()) {
                normalizer.normalize(batches.next()).events().forEach(use);
            }
        }
    }
}
