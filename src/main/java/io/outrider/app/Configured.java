package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.content.DetectionSettings;
import io.outrider.detect.GroupingSettings;
import io.outrider.normalize.SourceMappings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What the properties say of detections and windows, for commands that need no running application.
 *
 * @param settings which detections run, and what is set for single ones
 * @param grouping as the service has them
 * @param mappings the operator's own, before those that ship
 * @param maxEventSize in bytes
 */
record Configured(DetectionSettings settings, GroupingSettings grouping, SourceMappings mappings, int maxEventSize) {

    private static final DurationText DURATIONS = new DurationText();

    /** @throws ParameterException if a property cannot be used */
    static Configured read(CommandLine command, DataModels models) {
        Config config = ConfigProvider.getConfig();
        DetectionProperties detections = DetectionProperties.of(config);
        detections.problems().forEach(problem -> command.getErr().println("outrider: " + problem));
        command.getErr().flush();
        try {
            return new Configured(
                    detections.settings(),
                    grouping(config),
                    mappings(config, models),
                    config.getValue("outrider.input.max-event-size", Integer.class));
        } catch (IllegalArgumentException | InvalidDataFileException e) {
            throw new ParameterException(command, e.getMessage());
        }
    }

    private static GroupingSettings grouping(Config config) {
        try {
            return new GroupingSettings(
                    duration(config, "outrider.grouping.window"),
                    duration(config, "outrider.grouping.offset"),
                    duration(config, "outrider.grouping.lateness"),
                    duration(config, "outrider.grouping.idle-timeout"),
                    duration(config, "outrider.grouping.retention"),
                    duration(config, "outrider.alerts.update-interval"),
                    config.getValue("outrider.grouping.max-values", Integer.class),
                    config.getValue("outrider.grouping.max-rows", Integer.class),
                    false,
                    true);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.grouping.*: " + e.getMessage());
        }
    }

    private static Duration duration(Config config, String name) {
        return DURATIONS.convert(config.getValue(name, String.class));
    }

    private static SourceMappings mappings(Config config, DataModels models) {
        List<Path> directories =
                Home.resolve(config.getOptionalValues("outrider.model.sources", String.class).orElse(List.of()).stream()
                        .map(String::strip)
                        .toList());
        try {
            return SourceMappings.standard().with(directories).checkedFor(models);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.model.sources: " + e.getMessage());
        }
    }
}
