package io.outrider.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of the launcher, where what ships with Outrider lies: a command may be called in any other. */
final class Home {

    /** Property that the launcher sets. */
    private static final String PROPERTY = "outrider.home";

    private Home() {}

    /** The macros that ship with Outrider: sought last, so that a published tree loads as it is. None without a launcher. */
    static List<Path> macros() {
        Path macros = Path.of(System.getProperty(PROPERTY, "")).resolve("detections/macros");
        return Files.isDirectory(macros) ? List.of(macros) : List.of();
    }

    /** The script that starts Outrider; there is none without a launcher. */
    static Path launcher() {
        return Path.of(System.getProperty(PROPERTY, "")).resolve("outrider");
    }

    /** The directories as they are named from here, or those of the home where there are none here. */
    static List<Path> resolve(List<String> directories) {
        Path home = Path.of(System.getProperty(PROPERTY, ""));
        return directories.stream()
                .map(directory -> Files.exists(Path.of(directory)) ? Path.of(directory) : home.resolve(directory))
                .toList();
    }
}
