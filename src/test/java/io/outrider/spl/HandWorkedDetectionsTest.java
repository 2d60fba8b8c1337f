package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.outrider.Corpus;
import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Value;
import io.outrider.content.ContentLoader;
import io.outrider.detect.EngineRun;
import io.outrider.normalize.TextEvents;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.spl.WorkedCase.WindowRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published detections, as they are in their files, give the rows that were worked out by hand before the engine ran: from
 * the search's text, Splunk Enterprise 9's Search Reference and the Common Information Model 8.5. Each case is a file.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HandWorkedDetectionsTest {

    private static final Path CASES = Path.of("src", "test", "resources", "worked");
    private static final DataModels MODELS = DataModels.standard();

    /** What the project asks for. */
    private static final int AT_LEAST = 100;

    private final Map<String, Rule> published = new TreeMap<>();

    @BeforeAll
    void load() {
        Path folder = Corpus.path("escu/detections");
        new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(folder))
                .rules()
                .forEach(rule -> published.put(
                        folder.relativize(Path.of(rule.about().source())).toString(), rule));
    }

    static Stream<WorkedCase> cases() throws IOException {
        List<WorkedCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                cases.add(WorkedCase.read(file));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void detectionGivesTheRowsWorkedOutByHand(WorkedCase worked) throws IOException {
        Rule rule = published.get(worked.detection());
        assertThat(rule).as("detection that loads from " + worked.detection()).isNotNull();
        assertThat(rule.about().id()).isEqualTo(worked.id());
        List<WindowRow> found =
                EngineRun.alerts(MODELS, rule, TextEvents.of(String.join("\n", worked.events()))).stream()
                        .map(alert -> row(alert).only(worked.shown()))
                        .toList();
        if (!same(worked, found)) {
            fail(
                    "%s%nexpected%n%sbut found%n%s",
                    worked.name(), RowTable.of(worked.rows(), found), RowTable.of(found, worked.rows()));
        }
    }

    private static boolean same(WorkedCase worked, List<WindowRow> found) {
        return worked.ordered()
                ? worked.rows().equals(found)
                : counted(worked.rows()).equals(counted(found));
    }

    private static Map<WindowRow, Integer> counted(List<WindowRow> rows) {
        Map<WindowRow, Integer> counted = new HashMap<>();
        rows.forEach(row -> counted.merge(row, 1, Integer::sum));
        return counted;
    }

    private static WindowRow row(Alert alert) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (Map.Entry<String, Value> column : alert.row().entrySet()) {
            columns.put(column.getKey(), column.getValue().texts());
        }
        return new WindowRow(alert.windowStart(), columns);
    }

    @Test
    void casesAreAsManyAsAskedAndEachOfAnotherDetection() throws IOException {
        assertThat(cases().map(WorkedCase::id).distinct()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(cases().map(WorkedCase::id)).doesNotHaveDuplicates();
    }

    @Test
    void casesHaveEachCommandFunctionAndDatasetOfTheDetectionsThatLoad() throws IOException {
        PublishedSearches searches = new PublishedSearches();
        Set<String> used = words(searches, published.values().stream());
        Set<String> covered = words(searches, cases().map(WorkedCase::detection).map(published::get));
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(covered);
        assertThat(missing).isEmpty();
    }

    private static Set<String> words(PublishedSearches searches, Stream<Rule> rules) throws IOException {
        SearchVocabulary vocabulary = new SearchVocabulary();
        Set<String> words = new TreeSet<>();
        for (Rule rule : rules.toList()) {
            vocabulary.add(searches.tree(rule));
            for (Search search : rule.search().withSubsearches()) {
                if (search.feed() instanceof Feed.Dataset dataset) {
                    words.add("dataset " + dataset.name());
                }
            }
        }
        vocabulary.commands().forEach(command -> words.add("command " + command));
        vocabulary.functions().forEach(function -> words.add("function " + function));
        return words;
    }
}
