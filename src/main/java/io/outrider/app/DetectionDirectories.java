package io.outrider.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The directories of detections that a command is to load: those of its arguments, else those of the properties. */
final class DetectionDirectories {

    private DetectionDirectories() {}

    /** @throws ParameterException if one is not there */
    static List<Path> existing(List<Path> arguments, CommandLine command) {
        List<Path> wanted = arguments.isEmpty() ? configured() : arguments;
        for (Path directory : wanted) {
            if (!Files.isDirectory(directory)) {
                throw new ParameterException(
                        command, directory + ": expected a directory of detections, but found none");
            }
        }
        return wanted;
    }

    private static List<Path> configured() {
        return Home.resolve(
                ConfigProvider.getConfig().getValues("outrider.detections.directories", String.class).stream()
                        .map(String::strip)
                        .toList());
    }
}
