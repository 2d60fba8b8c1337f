package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.store.StateConflictException;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The route files read as the house wants them to. */
class RouteFilesTest {

    private static final List<String> HTTP_OPTIONS = List.of(
            "timeout", "caCertificates", "clientCertificate", "clientKey", "proxy", "proxyUser", "proxyPassword");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Path> sinksOverHttp() throws IOException {
        List<Path> sinks = new ArrayList<>();
        for (Path file : files()) {
            if (Files.readString(file).contains("ref: httpSink")) {
                sinks.add(file);
            }
        }
        return sinks;
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileBeginsWithWhatEntersAndLeaves(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).startsWith("#");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteHasAnIdAndADescription(Path file) throws IOException {
        for (Map<?, ?> definition : definitions(file)) {
            assertThat(definition.keySet()).map(Object::toString).contains("id", "description");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void optionsStandUnderParametersAndNotInTheUri(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).noneMatch(line -> line.matches("\\s*uri:.*\\?.*"));
    }

    // Kafka's first takes the one header that it needs into a variable.
    @ParameterizedTest
    @MethodSource("templates")
    void headersAreLeftBehindByEverySourceAndBeforeEverySinkOfMatchedEvents(String name, List<?> steps) {
        List<String> kinds = steps.stream().map(step -> String.valueOf(step)).toList();
        int stripped = kinds.indexOf("{removeHeaders={pattern=*}}");
        assertThat(stripped).as(name).isNotNegative();
        assertThat(kinds.subList(0, stripped)).allMatch(step -> step.startsWith("{setVariable="));
    }

    static List<Arguments> templates() throws IOException {
        List<Arguments> templates = new ArrayList<>();
        for (Path file : files()) {
            if (file.getFileName().toString().matches("(1-source|7-matched)-.*")) {
                for (Map<?, ?> definition : definitions(file)) {
                    if (definition.get("route") instanceof Map<?, ?> route) {
                        List<?> steps = (List<?>) ((Map<?, ?>) route.get("from")).get("steps");
                        templates.add(Arguments.of(String.valueOf(definition.get("id")), steps));
                    }
                }
            }
        }
        return templates;
    }

    // Camel keeps a soft cache of such look-ups keyed by the body itself: it hashes every event of a batch, and keeps a
    // thousand
    // batches in memory. A variable costs nothing.
    @ParameterizedTest
    @MethodSource("files")
    void noExpressionLooksIntoTheBody(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).noneMatch(line -> line.matches(".*\\$\\{body[.\\[].*"));
    }

    // Camel's templates cannot take parameters from one another (docs/design/delivery.md), so they are held together
    // here.
    @ParameterizedTest
    @MethodSource("sinksOverHttp")
    void everySinkOverHttpHasTheSameOptionsForIt(Path file) throws IOException {
        String text = Files.readString(file);
        Map<?, ?> template = definitions(file).get(0);
        Map<String, String> parameters = named(template.get("parameters"), "defaultValue");

        for (String option : HTTP_OPTIONS) {
            assertThat(parameters).containsEntry(option, option.equals("timeout") ? "15000" : "");
            assertThat(text)
                    .contains("- name: sink." + option + "\n                  constant: \"{{" + option + "}}\"\n");
        }
    }

    @Test
    void whatHoldsABatchWhileTheStoreFailsHoldsItWhereAnotherInstanceWasFaster() throws IOException {
        List<List<?>> holding = new ArrayList<>();
        for (Map<?, ?> configuration : definitions(Path.of("routes/9-error-handling.camel.yaml"))) {
            if (configuration.get("onException") instanceof List<?> all) {
                for (Object each : all) {
                    Map<?, ?> one = (Map<?, ?>) ((Map<?, ?>) each).get("onException");
                    List<?> exceptions = (List<?>) one.get("exception");
                    if (exceptions.contains(StoreException.class.getName())) {
                        holding.add(exceptions);
                    }
                }
            }
        }
        assertThat(holding)
                .isNotEmpty()
                .allSatisfy(exceptions -> assertThat(exceptions.contains(StateConflictException.class.getName()))
                        .isTrue());
    }

    private static Map<String, String> named(Object entries, String member) {
        Map<String, String> named = new HashMap<>();
        for (Object entry : (List<?>) entries) {
            Map<?, ?> each = (Map<?, ?>) entry;
            named.put(String.valueOf(each.get("name")), String.valueOf(each.get(member)));
        }
        return named;
    }

    private static List<Map<?, ?>> definitions(Path file) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        List<Map<?, ?>> definitions = new ArrayList<>();
        for (Object item : (List<?>) document) {
            ((Map<?, ?>) item).values().forEach(value -> definitions.add((Map<?, ?>) value));
        }
        return definitions;
    }
}
