package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.content.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider validate}: loads detections and mappings of sources, and says of each whether it can be used. */
@Command(
        name = "validate",
        description =
                "Loads the detections in DIRs and tells of each whether it runs, or why it is refused; and what is wrong"
                        + " with your mappings of sources (outrider.model.sources).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all detections run",
            "1:a detection is refused, or a mapping cannot be used",
            "2:could not run"
        })
final class ValidateCommand implements Callable<Integer> {

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
        DataModels models = DataModels.standard();
        Content content = new ContentLoader(models, Home.macros())
                .load(DetectionDirectories.existing(directories, spec.commandLine()));
        ContentReport report = new ContentReport(content);
        List<Problem> mappings = MappingProblems.of(spec.commandLine(), models);
        output.print(() -> document(content, mappings), out -> print(content, mappings, report, out));
        return report.refused() == 0 && mappings.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static void print(Content content, List<Problem> mappings, ContentReport report, PrintWriter out) {
        for (Content.Entry entry : content.entries()) {
            String name = entry.name() == null ? "(no name)" : entry.name();
            out.printf("%-8s %s (%s)%n", status(entry), name, entry.file());
            entry.problems().forEach(problem -> out.println("         " + ContentReport.line(problem)));
        }
        content.problems().forEach(problem -> out.println(ContentReport.line(problem)));
        mappings.forEach(problem -> out.println(ContentReport.line(problem)));
        out.println(report.summary());
    }

    private static String status(Content.Entry entry) {
        return entry.rule().isPresent() ? "runs" : "refused";
    }

    private static Map<String, Object> document(Content content, List<Problem> mappings) {
        List<Object> detections = new ArrayList<>();
        for (Content.Entry entry : content.entries()) {
            Map<String, Object> detection = new LinkedHashMap<>();
            detection.put("file", entry.file());
            detection.put("id", entry.id());
            detection.put("name", entry.name());
            detection.put("status", status(entry));
            detection.put(
                    "problems",
                    entry.problems().stream().map(ContentReport::fields).toList());
            detections.add(detection);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("detections", detections);
        document.put(
                "problems",
                Stream.concat(content.problems().stream(), mappings.stream())
                        .map(ContentReport::fields)
                        .toList());
        return document;
    }
}
