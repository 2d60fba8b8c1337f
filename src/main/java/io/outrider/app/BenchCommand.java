package io.outrider.app;

import io.outrider.bench.Bench;
import io.outrider.bench.BenchResult;
import io.outrider.bench.EndToEnd;
import io.outrider.bench.EndToEndResult;
import io.outrider.bench.Samples;
import io.outrider.bench.Selection;
import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider bench}: how fast detections run here, beside a parser that only reads. */
@Command(
        name = "bench",
        description = {
            "Measures the whole way from bytes to findings on one core, with 1, 10, 100, 250, 500 and all detections,",
            "beside Jackson's streaming parser on the same bytes. Takes some minutes with many detections.",
            "With --end-to-end: the application as it is started, over a file of such events, beside the engine on one core."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class BenchCommand implements Callable<Integer> {

    /** Ships with Outrider, and is synthetic. */
    private static final String SAMPLE = "samples/synthetic-sysmon.nxlog.jsonl";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--detections",
            paramLabel = "DIR",
            description = "Directories of detections. Default: outrider.detections.directories.")
    private List<Path> detections = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Process events in JSON, of which others are made. Default: a synthetic sample.")
    private @Nullable Path events;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many events are made of them, at least. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--end-to-end",
            description = "Measures outrider run FILE in a process of its own, with 1, 100 and all detections.")
    private boolean endToEnd;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "1000000000",
            description = "Size of the file for --end-to-end, at least. Default: ${DEFAULT-VALUE}.")
    private long size;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: expected 1 or more, but found " + count);
        }
        if (size < 1) {
            throw new ParameterException(spec.commandLine(), "--size: expected 1 or more, but found " + size);
        }
        Clock clock = Clock.systemUTC();
        DataModels models = DataModels.standard();
        List<Path> directories = DetectionDirectories.existing(detections, spec.commandLine());
        Content content = new ContentLoader(models, Home.macros()).load(directories);
        Samples samples = samples(clock);
        Selection selection = Selection.of(content.rules(), models, Bench.settings(), samples.datasets());
        if (endToEnd) {
            EndToEndResult result = new EndToEnd(Home.launcher(), Path.of(System.getProperty("java.io.tmpdir")), clock)
                    .run(samples, selection, models, directories, size);
            output.print(result::toMap, out -> print(result, out));
            return ExitCode.OK;
        }
        BenchResult result = new Bench(clock).run(samples, selection, models, count);
        output.print(result::toMap, out -> print(result, samples, selection, out));
        return ExitCode.OK;
    }

    private Samples samples(Clock clock) throws IOException {
        Path file = events == null ? Home.resolve(List.of(SAMPLE)).get(0) : events;
        if (!Files.isReadable(file)) {
            throw new ParameterException(
                    spec.commandLine(), file + ": expected a file of process events, but it cannot be read");
        }
        try {
            return Samples.read(file, clock);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage());
        }
    }

    private void print(BenchResult result, Samples samples, Selection selection, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d events (%,d bytes) made of %,d %s; rates are per second of one core.%n",
                result.events(),
                result.bytes(),
                samples.events().size(),
                events == null ? "synthetic ones, for want of --events FILE" : "of " + events);
        out.printf(Locale.ROOT, "%-28s %,12.0f events/s%n", "Jackson, tokens only", result.jacksonTokensPerSecond());
        out.printf(
                Locale.ROOT,
                "%-28s %,12.0f events/s%n",
                "Jackson, 12 fields as text",
                result.jackson12FieldsPerSecond());
        for (BenchResult.Line line : result.rules()) {
            print(line.count() == 1 ? "1 detection" : line.count() + " detections", line, out);
        }
        BenchResult.Line unfiltered = result.unfiltered();
        if (unfiltered != null) {
            print(unfiltered.count() + " without any filter", unfiltered, out);
        }
        left(
                out,
                selection.unfiltered().stream().map(rule -> rule.about().name()).toList(),
                "without any filter, measured apart");
        left(
                out,
                selection.notRun().stream().map(rule -> rule.about().name()).toList(),
                "that this engine does not run");
        if (samples.leftOut() > 0) {
            out.printf("Left out: %d records that are no process event in JSON%n", samples.leftOut());
        }
    }

    private static void print(String name, BenchResult.Line line, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-28s %,12.0f events/s %7.3f x 12 fields; one event: p50 %.1f, p99 %.1f, p99.99 %.1f us%n",
                name,
                line.eventsPerSecond(),
                line.ratioTo12Fields(),
                line.p50(),
                line.p99(),
                line.p9999());
    }

    private static void print(EndToEndResult result, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "outrider run over %,d events (%,d bytes) with %d MB of heap; the engine beside it on one core.%n",
                result.events(),
                result.bytes(),
                EndToEnd.HEAP);
        for (EndToEndResult.Line line : result.lines()) {
            out.printf(
                    Locale.ROOT,
                    "%-16s engine %,9.0f events/s, run %,9.0f (%.2f), behind its first quarter %,9.0f (%.2f); %.1f cores;"
                            + " heap after collection %d MB, of a quarter %d MB; %,d alerts, %,d matches without room%n",
                    line.count() == 1 ? "1 detection" : line.count() + " detections",
                    line.enginePerSecond(),
                    line.eventsPerSecond(),
                    line.ratio(),
                    line.laterPerSecond(),
                    line.laterRatio(),
                    line.cores(),
                    line.heapKept() >> 20,
                    line.heapKeptOfQuarter() >> 20,
                    line.alerts(),
                    line.withoutRoom());
        }
    }

    private static void left(PrintWriter out, List<String> names, String why) {
        if (!names.isEmpty()) {
            out.printf("%d detections %s: %s%n", names.size(), why, String.join(", ", names));
        }
    }
}
