package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.content.DetectionSettings.Selection;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.Tracer;
import io.outrider.explain.EventReport;
import io.outrider.explain.EventReport.Given;
import io.outrider.explain.PlanReport;
import io.outrider.explain.RecordFinder;
import io.outrider.normalize.Normalizer;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider explain}: what a detection does, and why it does or does not fire on given events. */
@Command(
        name = "explain",
        description =
                "Tells what a detection does, step by step, and for given events at which step each condition held"
                        + " or failed, and on what value. Several events are looked at together, as if there were no others.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:explained", "1:the detection is refused", "2:could not run"})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--detection", paramLabel = "ID", required = true, description = "A detection's id or name.")
    private String detection;

    @Option(
            names = "--event",
            paramLabel = "FILE:LINE",
            description = "An event: a file, and the number of a line of its record. May be given several times.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--detections",
            paramLabel = "DIR",
            description = "Directories of detections. Default: outrider.detections.directories.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Zone of times in FILE that name none. Default: ${DEFAULT-VALUE}.")
    private ZoneId timezone;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        DataModels models = DataModels.standard();
        Content content = new ContentLoader(models, Home.macros())
                .load(DetectionDirectories.existing(directories, spec.commandLine()));
        Content.Entry entry = choose(content);
        if (entry.rule().isEmpty()) {
            RefusedReport refused = new RefusedReport(entry);
            output.print(refused::document, out -> refused.lines().forEach(out::println));
            return ExitCode.REFUSED;
        }
        Configured configured = Configured.read(spec.commandLine(), models);
        Rule rule = entry.rule().get();
        List<String> notes = new ArrayList<>();
        entry.problems().forEach(problem -> notes.add(ContentReport.line(problem)));
        Selection selection = configured.settings().apply(content);
        Rule run = selection.rules().stream()
                .filter(other -> other.about().id().equals(rule.about().id()))
                .findFirst()
                .orElse(null);
        if (run == null) {
            notes.add("it does not run: outrider.detections.include, outrider.detections.exclude or outrider.detection."
                    + "NAME.enabled leaves it out");
        }
        print(run == null ? rule : run, notes, configured, models);
        return ExitCode.OK;
    }

    private Content.Entry choose(Content content) {
        try {
            return new DetectionChoice(content).of(detection);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--detection: " + e.getMessage());
        }
    }

    private void print(Rule rule, List<String> notes, Configured configured, DataModels models) throws IOException {
        Tracer tracer = tracer(rule, models, configured.grouping());
        PlanReport plan = new PlanReport(rule, tracer.plan(), notes);
        EventArguments arguments = read(configured, models);
        List<Given> given = arguments.given();
        Optional<EventReport> report = given.isEmpty()
                ? Optional.empty()
                : Optional.of(new EventReport(
                        rule,
                        tracer.trace(given.stream().map(Given::event).toList()),
                        given,
                        models,
                        configured.mappings()));
        output.print(() -> document(plan, arguments, report), out -> {
            plan.lines().forEach(out::println);
            arguments.lines().forEach(out::println);
            report.ifPresent(events -> events.lines().forEach(out::println));
        });
    }

    private EventArguments read(Configured configured, DataModels models) {
        Normalizer normalizer = new Normalizer(timezone, Clock.systemUTC(), configured.mappings(), models);
        RecordFinder finder = new RecordFinder(normalizer, configured.maxEventSize());
        EventArguments arguments = new EventArguments();
        for (String event : events) {
            try {
                arguments.read(event, finder);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--event: " + e.getMessage());
            }
        }
        return arguments;
    }

    private static Map<String, Object> document(
            PlanReport plan, EventArguments arguments, Optional<EventReport> report) {
        Map<String, Object> document = new LinkedHashMap<>(plan.document());
        document.put("rejected", arguments.documents());
        report.ifPresent(events -> document.putAll(events.document()));
        return document;
    }

    private Tracer tracer(Rule rule, DataModels models, GroupingSettings settings) {
        try {
            return new Tracer(rule, models, settings, Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), rule.about().source() + ": " + e.getMessage());
        }
    }
}
