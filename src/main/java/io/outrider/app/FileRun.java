package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.camel.CloseAllWindows;
import io.outrider.camel.NormalizeRecords;
import io.outrider.camel.Statistics;
import io.outrider.content.Content;
import io.outrider.content.DetectionSettings.Selection;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.outbox.SinkWorkers;
import io.quarkus.runtime.QuarkusApplication;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.quarkus.core.CamelRuntime;

/** {@code outrider run FILE...}: sends each file to the route that the file source sends its files to, then closes all windows. */
final class FileRun implements QuarkusApplication {

    private final CamelRuntime camel;
    private final CamelContext context;
    private final Content content;
    private final Selection selection;
    private final RulePack rules;
    private final CloseAllWindows closeAllWindows;
    private final SinkWorkers workers;
    private final Statistics statistics;
    private final Directories directories;
    private final PropertyNames propertyNames;
    private final DetectionProperties detectionProperties;

    /** @param settings is not used: it is made, and so checked, before Camel starts */
    FileRun(
            CamelRuntime camel,
            CamelContext context,
            Content content,
            Selection selection,
            RulePack rules,
            CloseAllWindows closeAllWindows,
            SinkWorkers workers,
            Statistics statistics,
            Directories directories,
            PropertyNames propertyNames,
            DetectionProperties detectionProperties,
            GroupingSettings settings) {
        this.camel = camel;
        this.context = context;
        this.content = content;
        this.selection = selection;
        this.rules = rules;
        this.closeAllWindows = closeAllWindows;
        this.workers = workers;
        this.statistics = statistics;
        this.directories = directories;
        this.propertyNames = propertyNames;
        this.detectionProperties = detectionProperties;
    }

    /** @param arguments the format, the time zone, then the files */
    @Override
    public int run(String... arguments) throws IOException {
        Format format = Format.valueOf(arguments[0]);
        List<File> files = Arrays.stream(arguments).skip(2).map(File::new).toList();
        propertyNames.warnings().forEach(FileRun::tell);
        detectionProperties.problems().forEach(FileRun::tell);
        selection.problems().forEach(FileRun::tell);
        new ContentReport(content).problems().forEach(FileRun::tell);
        rules.setAside().forEach(FileRun::tell);
        List<String> obstacles = obstacles();
        if (!obstacles.isEmpty()) {
            obstacles.forEach(FileRun::tell);
            return ExitCode.COULD_NOT_RUN;
        }
        camel.start(new String[0]);
        long start = System.nanoTime();
        long startCpu = cpuNanos();
        List<RunSummary.Unreadable> unreadable = new ArrayList<>();
        try (Progress progress = Progress.over(files, statistics, System.out, format);
                ProducerTemplate template = context.createProducerTemplate()) {
            for (File file : files) {
                progress.begins(file);
                read(template, file, arguments[1])
                        .ifPresent(reason -> unreadable.add(new RunSummary.Unreadable(file.getPath(), reason)));
                progress.finished(file);
            }
            closeAllWindows.with(template);
            // Each sink gives up in the end.
            workers.drain(Duration.ofDays(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunSummary summary = new RunSummary(
                statistics.counts(),
                files.size(),
                unreadable,
                System.nanoTime() - start,
                cpuNanos() - startCpu,
                new ContentReport(content).refused() + rules.setAside().size());
        print(summary, format, System.out);
        return ExitCode.OK;
    }

    private List<String> obstacles() {
        List<String> obstacles = new ArrayList<>(directories.obstacles());
        if (selection.rules().isEmpty()) {
            obstacles.add("expected at least one detection that runs, but found none; "
                    + (selection.leftOut() == 0
                            ? "see outrider validate"
                            : selection.leftOut() + " are left out by outrider.detections.include and the like"));
        }
        return obstacles;
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static void tell(String line) {
        System.err.println("outrider: " + line);
    }

    private static Optional<String> read(ProducerTemplate template, File file, String timezone) {
        Exchange exchange = template.send("direct:read-input", sent -> {
            sent.getMessage().setBody(file);
            sent.setVariable(NormalizeRecords.TIMEZONE, timezone);
        });
        return Optional.ofNullable(exchange.getException()).map(Reason::of);
    }

    private static void print(RunSummary summary, Format format, PrintStream out) throws IOException {
        if (format == Format.json) {
            out.println(new ObjectMapper().writeValueAsString(summary.toMap()));
        } else {
            summary.lines().forEach(out::println);
        }
        out.flush();
    }
}
