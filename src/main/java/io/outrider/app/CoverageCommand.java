package io.outrider.app;

import io.outrider.alert.AttackCatalog;
import io.outrider.cim.DataModels;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.explain.SourceCurve;
import io.outrider.normalize.EventFeeds;
import io.outrider.normalize.EventFields;
import io.outrider.normalize.MappedKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider coverage}: loads detections and counts what runs and what is refused, by several keys. */
@Command(
        name = "coverage",
        description = "Loads the detections in DIRs and counts what runs and what is refused: by what they read, by the"
                + " constructs that refuse them, and by ATT&CK technique and tactic; and which detections each mapping of a"
                + " source unlocks.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class CoverageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Directories of detections. Default: outrider.detections.directories.")
    private List<Path> directories = new ArrayList<>();

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        List<Path> existing = DetectionDirectories.existing(directories, spec.commandLine());
        DataModels models = DataModels.standard();
        List<MappedKinds> kinds = mapped();
        Content content = new ContentLoader(models, Home.macros()).load(existing);
        CoverageReport report = new CoverageReport(
                Coverage.of(content, new AttackCatalog()),
                new MappingReport(new SourceCurve(content, kinds, EventFeeds.of(kinds, EventFields.none()), models)));
        output.print(report::document, out -> report.lines().forEach(out::println));
        return ExitCode.OK;
    }

    private List<MappedKinds> mapped() {
        try {
            return MappedKinds.with(MappingProblems.directories());
        } catch (IllegalArgumentException | InvalidDataFileException e) {
            throw new ParameterException(spec.commandLine(), "outrider.model.sources: " + e.getMessage());
        }
    }
}
