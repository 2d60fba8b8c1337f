package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRoutesTest {

    @Test
    void eachDirectoryOfAFileSourceHasARoute() {
        assertThat(routes("directory", "one, two/three,,one"))
                .containsOnlyKeys("edr", "edr.2")
                .hasEntrySatisfying("edr", route -> assertThat(route).containsEntry("directory", "one"))
                .hasEntrySatisfying("edr.2", route -> assertThat(route).containsEntry("directory", "two/three"));
    }

    @Test
    void allDirectoriesOfATailSourceHaveOne() {
        assertThat(routes("type", "tail", "directory", "one, two"))
                .containsOnlyKeys("edr")
                .hasEntrySatisfying("edr", route -> assertThat(route).containsEntry("directory", "one,two"));
    }

    @Test
    void patternWithoutASlashIsOneOfNamesWhereverTheyAre() {
        assertThat(routes("include", "*.json, logs/**/*.xml", "exclude", "*.tmp")
                        .get("edr"))
                .containsEntry("include", "**/*.json,logs/**/*.xml")
                .containsEntry("exclude", "**/*.tmp");
    }

    @Test
    void onlyWhatIsMovedIsMoved() {
        assertThat(routes("finished", "move").get("edr")).doesNotContainKey("noop");
        assertThat(routes("finished", "delete").get("edr")).containsEntry("noop", "true");
        assertThat(routes("finished", "leave").get("edr")).containsEntry("noop", "true");
        assertThat(SourceRoutes.movesFiles(Map.of("type", "file"))).isTrue();
        assertThat(SourceRoutes.movesFiles(Map.of("type", "file", "finished", "leave")))
                .isFalse();
        assertThat(SourceRoutes.movesFiles(Map.of("type", "tail"))).isFalse();
    }

    @Test
    void sourcesOfOtherTypesAreLeftAsTheyAre() {
        assertThat(SourceRoutes.of("x", Map.of("type", "other", "format", "own")))
                .isEqualTo(Map.of("x", Map.of("type", "other", "format", "own")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finished   | burn     | finished: expected one of move, delete, leave, but found 'burn'
            format     | yaml     | format: expected one of auto, json, json-array, xml, csv, text, but found 'yaml'
            charset    | klingon  | charset: expected a character set such as UTF-8, windows-1252, ISO-8859-1 or UTF-16LE, but found 'klingon'
            recursive  | yes      | recursive: expected one of true, false, but found 'yes'
            pollDelay  | 1s       | pollDelay: expected a whole number of 1 or more, but found '1s'
            settleTime | -1       | settleTime: expected a whole number of 1 or more, but found '-1'
            from       | middle   | from: expected one of beginning, end, but found 'middle'
            directory  | ,        | directory: expected a directory, or several with commas between them, but found ','
            """)
    void wrongValueIsToldWithItsName(String property, String value, String message) {
        assertThatThrownBy(() -> routes(property, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Map<String, Map<String, String>> routes(String... properties) {
        Map<String, String> all = new HashMap<>(Map.of("type", "file", "directory", "in"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return SourceRoutes.of("edr", all);
    }

    @Test
    void routeIsOfTheSourceThatItIsNamedFor() {
        Map<String, Map<String, String>> sources =
                Map.of("edr", Map.of("sourcetype", "a"), "edr-2", Map.of("sourcetype", "b"));

        assertThat(SourceRoutes.sourceOf("source-edr", sources)).contains(Map.of("sourcetype", "a"));
        assertThat(SourceRoutes.sourceOf("source-edr-2", sources)).contains(Map.of("sourcetype", "b"));
        assertThat(SourceRoutes.sourceOf("source-edr-3", sources)).contains(Map.of("sourcetype", "a"));
        assertThat(SourceRoutes.sourceOf("source-edr.2", sources)).contains(Map.of("sourcetype", "a"));
        assertThat(SourceRoutes.sourceOf("source-other", sources)).isEmpty();
        assertThat(SourceRoutes.sourceOf("retried-events", sources)).isEmpty();
    }
}
