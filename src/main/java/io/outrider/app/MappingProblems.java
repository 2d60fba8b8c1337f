package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.content.Problem;
import io.outrider.normalize.SourceMappings;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with the operator's mappings of sources. */
final class MappingProblems {

    private MappingProblems() {}

    /** @throws ParameterException if a directory cannot be read */
    static List<Problem> of(CommandLine command, DataModels models) {
        try {
            return SourceMappings.problems(directories(), models).stream()
                    .map(MappingProblems::problem)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "outrider.model.sources: " + e.getMessage());
        }
    }

    /** Those of {@code outrider.model.sources}. */
    static List<Path> directories() {
        return Home.resolve(
                ConfigProvider.getConfig()
                        .getOptionalValues("outrider.model.sources", String.class)
                        .orElse(List.of())
                        .stream()
                        .map(String::strip)
                        .toList());
    }

    private static Problem problem(InvalidDataFileException invalid) {
        return new Problem(
                Problem.Severity.ERROR, invalid.file(), invalid.line(), invalid.column(), "mapping", invalid.reason());
    }
}
