package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.detect.EngineRun;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The streaming engine gives the rows that the plain interpreter of the trees gives, for each published detection that loads. */
class EngineAgreesWithReferenceTest {

    private static final DataModels MODELS = DataModels.standard();
    /** What the interpreter does not know is not compared; this many at most. */
    private static final double UNKNOWN = 0.15;

    @Test
    void madeUpEventsGiveEqualRows() throws IOException {
        Content content = new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")));
        PublishedSearches searches = new PublishedSearches();
        Map<String, String> different = new TreeMap<>();
        Map<String, String> unknown = new TreeMap<>();
        int compared = 0;
        for (Rule rule : content.rules()) {
            String name = rule.about().name();
            try {
                String difference = difference(rule, searches.parse(rule.about().source()));
                compared++;
                if (!difference.isEmpty()) {
                    different.put(name, difference);
                }
            } catch (UnsupportedOperationException e) {
                unknown.put(name, String.valueOf(e.getMessage()));
            } catch (RuntimeException | StackOverflowError e) {
                // Some have no stack trace: those of the front end, and what the JVM throws again and again.
                StackTraceElement[] trace = e.getStackTrace();
                different.put(name, e + (trace.length == 0 ? "" : " at " + trace[0]));
            }
        }
        System.out.println("compared " + compared + ", not known to the interpreter " + unknown.size());
        unknown.forEach((name, why) -> System.out.println("not compared: " + name + ": " + why));
        different.forEach((name, why) -> System.out.println("different: " + name + ": " + why));
        assertThat(different).isEmpty();
        assertThat(unknown.size()).isLessThanOrEqualTo((int) (content.rules().size() * UNKNOWN));
    }

    private static String difference(Rule rule, Pipeline pipeline) {
        for (List<Event> events : EngineRun.firing(rule)) {
            Set<Map<String, List<String>>> expected = reference(rule, pipeline, events);
            Set<Map<String, List<String>>> found = EngineRun.alerts(MODELS, rule, events).stream()
                    .map(alert -> normal(rule, columns(alert)))
                    .collect(Collectors.toSet());
            if (!expected.equals(found)) {
                Set<Map<String, List<String>>> missing = new HashSet<>(expected);
                missing.removeAll(found);
                found.removeAll(expected);
                return "for " + events.size() + " events expected also " + few(missing) + ", but found " + few(found);
            }
        }
        return "";
    }

    private static String few(Set<Map<String, List<String>>> rows) {
        return rows.size() + " rows as " + rows.stream().limit(1).toList();
    }

    private static Set<Map<String, List<String>>> reference(Rule rule, Pipeline pipeline, List<Event> events) {
        long length = (rule.window() == null ? EngineRun.window() : rule.window()).toSeconds();
        Map<Long, List<Event>> windows = new TreeMap<>();
        for (Event event : events) {
            windows.computeIfAbsent(Math.floorDiv(event.time().getEpochSecond(), length), w -> new ArrayList<>())
                    .add(event);
        }
        Set<Map<String, List<String>>> rows = new HashSet<>();
        windows.forEach((window, inIt) -> {
            Instant close = Instant.ofEpochSecond((window + 1) * length);
            new ReferenceInterpreter(MODELS, ReferenceLookups.NONE, inIt, close)
                    .run(pipeline)
                    .forEach(row -> rows.add(normal(rule, row.fields())));
        });
        return rows;
    }

    private static Map<String, List<String>> columns(Alert alert) {
        return alert.row().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, column -> texts(column.getValue())));
    }

    private static List<String> texts(Value value) {
        return value.texts();
    }

    /** Rows that no grouping tells apart are one alert, whatever their time (decision 10). */
    private static Map<String, List<String>> normal(Rule rule, Map<String, List<String>> row) {
        Map<String, List<String>> normal = new TreeMap<>(row);
        if (rule.search().grouping() instanceof Grouping.Rows rows) {
            normal.remove("_time");
            normal.remove("_raw");
            if (rows.columns() != null) {
                normal.keySet().retainAll(rows.columns());
            }
        }
        return normal;
    }
}
