package io.outrider.normalize;

import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A published file about a source of data.
 *
 * @param file its name without the ending
 * @param name by which detections name it
 * @param fields that its events have in Splunk
 * @param log an example of an event, or of several; {@code null} if there is none
 */
record DataSources(
        String file,
        String name,
        String source,
        String sourcetype,
        List<String> fields,
        @Nullable String log) {

    /** All files of the corpus, in the order of their names; the test is skipped where there is no corpus. */
    static List<DataSources> all() throws IOException {
        List<DataSources> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(Corpus.path("escu/data_sources"))) {
            for (Path file : files.sorted().toList()) {
                Load load = new Load(LoadSettings.builder().build());
                if (load.loadFromString(Files.readString(file)) instanceof Map<?, ?> source) {
                    sources.add(of(file.getFileName().toString().replaceFirst("\\.yml$", ""), source));
                }
            }
        }
        return sources;
    }

    private static DataSources of(String file, Map<?, ?> source) {
        List<String> fields = source.get("fields") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        Object log = source.get("example_log");
        return new DataSources(
                file,
                text(source, "name"),
                text(source, "source"),
                text(source, "sourcetype"),
                fields,
                log == null || String.valueOf(log).isBlank() ? null : String.valueOf(log));
    }

    private static String text(Map<?, ?> source, String key) {
        return Objects.toString(source.get(key), "");
    }

    /** The example as a file would hold it: XML in one line, for YAML folds it. */
    String input() {
        String text = Objects.requireNonNull(log).strip();
        return text.startsWith("<") ? text.replace('\n', ' ') : text;
    }
}
