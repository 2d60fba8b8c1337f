package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider validate}: loads detections and says of each whether it runs. */
@Command(
        name = "validate",
        description = "Loads the detections in DIRs and tells of each whether it runs, or why it is refused.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all detections run", "1:a detection is refused", "2:could not run"})
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
        Content content = new ContentLoader(DataModels.standard(), Home.macros())
                .load(DetectionDirectories.existing(directories, spec.commandLine()));
        ContentReport report = new ContentReport(content);
        output.print(() -> document(content), out -> print(content, report, out));
        return report.refused() == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static void print(Content content, ContentReport report, PrintWriter out) {
        for (Content.Entry entry : content.entries()) {
            String name = entry.name() == null ? "(no name)" : entry.name();
            out.printf("%-8s %s (%s)%n", status(entry), name, entry.file());
            entry.problems().forEach(problem -> out.println("         " + ContentReport.line(problem)));
        }
        content.problems().forEach(problem -> out.println(ContentReport.line(problem)));
        out.println(report.summary());
    }

    private static String status(Content.Entry entry) {
        return entry.rule().isPresent() ? "runs" : "refused";
    }

    private static Map<String, Object> document(Content content) {
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
                content.problems().stream().map(ContentReport::fields).toList());
        return document;
    }
}
