package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The route files read as the house wants them to. */
class RouteFilesTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
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

    // Camel keeps a soft cache of such look-ups keyed by the body itself: it hashes every event of a batch, and keeps a
    // thousand
    // batches in memory. A variable costs nothing.
    @ParameterizedTest
    @MethodSource("files")
    void noExpressionLooksIntoTheBody(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).noneMatch(line -> line.matches(".*\\$\\{body[.\\[].*"));
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
