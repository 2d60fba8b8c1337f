package io.outrider.app;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The directories that the routes write to, checked before the first event is read. */
@Singleton
final class Directories {

    private final Map<String, Path> byProperty = new LinkedHashMap<>();

    Directories(OutriderConfig config, @ConfigProperty(name = "outrider.dead-letters.directory") String deadLetters) {
        config.sinks()
                .ifPresent(names -> names.forEach(name -> {
                    String directory =
                            config.sink().getOrDefault(name, Map.of()).get("directory");
                    if (directory != null) {
                        byProperty.put("outrider.sink." + name + ".directory", Path.of(directory));
                    }
                }));
        byProperty.put("outrider.dead-letters.directory", Path.of(deadLetters));
    }

    /** What stands in the way of writing to one of them: the property, what was expected and what was found. */
    Optional<String> firstObstacle() {
        return byProperty.entrySet().stream()
                .filter(entry -> !canBeWritten(entry.getValue()))
                .map(entry -> entry.getKey() + " = " + entry.getValue()
                        + ": expected a directory that can be made and written to, but it cannot")
                .findFirst();
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
