package io.outrider.app;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The directories that the routes write to, checked before the first event is read. */
@Singleton
final class Directories {

    private final Map<String, Path> byProperty = new LinkedHashMap<>();

    Directories(
            OutriderConfig config,
            @ConfigProperty(name = "outrider.dead-letters.directory") String deadLetters,
            @ConfigProperty(name = "outrider.sources.auto-startup") boolean sourcesRun) {
        config.sinks().ifPresent(names -> names.forEach(name -> add("sink", name, config.sink())));
        config.matched()
                .sinks()
                .ifPresent(names -> names.forEach(
                        name -> add("matched.sink", name, config.matched().sink())));
        if (sourcesRun) {
            // Finished files are moved inside a source's directory.
            config.sources()
                    .ifPresent(names -> names.stream()
                            .filter(name ->
                                    SourceRoutes.movesFiles(config.source().getOrDefault(name, Map.of())))
                            .forEach(name -> add("source", name, config.source())));
        }
        byProperty.put("outrider.dead-letters.directory", Path.of(deadLetters));
    }

    private void add(String kind, String name, Map<String, Map<String, String>> properties) {
        String directory = properties.getOrDefault(name, Map.of()).get("directory");
        if (directory != null) {
            String property = "outrider." + kind + '.' + name + ".directory";
            for (String one : directory.split(",")) {
                byProperty.put(one.equals(directory) ? property : property + ", " + one.strip(), Path.of(one.strip()));
            }
        }
    }

    /** What stands in the way of writing: for each such directory the property, what was expected and what was found. */
    List<String> obstacles() {
        return byProperty.entrySet().stream()
                .filter(entry -> !canBeWritten(entry.getValue()))
                .map(entry -> entry.getKey() + " = " + entry.getValue()
                        + ": expected a directory that can be made and written to, but it cannot")
                .toList();
    }

    private static boolean canBeWritten(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
