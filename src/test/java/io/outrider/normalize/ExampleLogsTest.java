package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The published examples of events, normalised and compared with facts that were written down by hand: a file each in {@code
 * src/test/resources/sources}, named as the published one.
 *
 * <p>Its keys: {@code given}, the sourcetype that an operator would have to say; {@code mapping}, {@code sourcetype}, {@code
 * source}, {@code time}, {@code datasets}; {@code cim} and {@code fields}, of which each value is a text, a list, or {@code null}
 * for a field that is absent. {@code events} is a list of such for an example of several events. {@code cannot} says why an
 * example is no event, {@code waits} which syntax has to be read before it is one: from then on its facts are compared.
 */
class ExampleLogsTest {

    private static final Path FOLDER = Path.of("src/test/resources/sources");

    @TestFactory
    Stream<DynamicTest> exampleHasTheFieldsThatWereWrittenDownByHand() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (DataSources source : DataSources.all()) {
            Path file = FOLDER.resolve(source.file() + ".yaml");
            if (Files.exists(file)) {
                tests.add(DynamicTest.dynamicTest(source.file(), () -> check(source, facts(file))));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @Test
    void everyExampleHasItsFileOfFactsAndNoOtherHas() throws IOException {
        Set<String> examples = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        for (DataSources source : DataSources.all()) {
            (source.log() == null ? without : examples).add(source.file());
        }
        Set<String> facts = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.forEach(file -> facts.add(file.getFileName().toString().replaceFirst("\\.yaml$", "")));
        }
        assertThat(facts).as("examples with facts").isEqualTo(examples);
        System.out.printf(
                "%d example logs, all with facts, %d data sources have no example%n", examples.size(), without.size());
    }

    private static void check(DataSources source, Map<?, ?> facts) throws IOException {
        List<Event> events = events(source, text(facts, "given", ""));
        if (facts.containsKey("cannot")) {
            assertThat(events).as("events of what is said to be none").isEmpty();
            return;
        }
        if (facts.containsKey("waits")) {
            assumeThat(events).as(text(facts, "waits", "")).isNotEmpty();
        }
        List<?> expected = facts.get("events") instanceof List<?> several ? several : List.of(facts);
        assertThat(events).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            check(events.get(i), (Map<?, ?>) expected.get(i));
        }
    }

    private static void check(Event event, Map<?, ?> facts) {
        if (facts.containsKey("mapping")) {
            assertThat(SourceTrace.of(event, SourceMappings.standard()).mapping())
                    .as("mapping")
                    .isEqualTo(facts.get("mapping"));
        }
        for (String name : List.of("sourcetype", "source")) {
            if (facts.containsKey(name)) {
                assertThat(texts(event.field(name))).as(name).isEqualTo(expected(facts.get(name)));
            }
        }
        assertThat(event.time()).as("time").hasToString(text(facts, "time", "none written down"));
        assertThat(event.datasets())
                .as("datasets")
                .containsExactlyInAnyOrderElementsOf(expected(facts.get("datasets")));
        of(facts, "cim")
                .forEach((name, value) -> assertThat(texts(event.cim(String.valueOf(name))))
                        .as("cim " + name)
                        .isEqualTo(expected(value)));
        of(facts, "fields")
                .forEach((name, value) -> assertThat(texts(event.field(String.valueOf(name))))
                        .as("field " + name)
                        .isEqualTo(expected(value)));
    }

    private static List<Event> events(DataSources source, String given) throws IOException {
        Normalizer normalizer = new Normalizer(
                ZoneOffset.UTC,
                Clock.fixed(Reading.RECEIVED, ZoneOffset.UTC),
                SourceMappings.standard(),
                DataModels.standard(),
                given);
        byte[] bytes = source.input().getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        try (RecordBatches batches = new RecordBatches(
                new SourceUnit("unit", "synthetic"), new RecordReader(new ByteArrayInputStream(bytes)), 500)) {
            while (batches.hasNext()) {
                events.addAll(normalizer.normalize(batches.next()).events());
            }
        }
        return events;
    }

    private static Map<?, ?> facts(Path file) throws IOException {
        Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
        return (Map<?, ?>) load.loadFromString(Files.readString(file));
    }

    private static Map<?, ?> of(Map<?, ?> facts, String key) {
        return facts.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Map<?, ?> facts, String key, String otherwise) {
        return facts.get(key) == null ? otherwise : String.valueOf(facts.get(key));
    }

    private static List<String> expected(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    private static List<String> texts(@Nullable Value value) {
        return value == null ? List.of() : value.texts();
    }
}
