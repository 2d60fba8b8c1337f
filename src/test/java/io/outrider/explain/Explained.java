package io.outrider.explain;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.detect.EngineRun;
import io.outrider.detect.Tracer;
import io.outrider.explain.EventReport.Given;
import io.outrider.explain.RecordFinder.Found;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.SourceMappings;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Explains synthetic detections and events, from their texts on. */
final class Explained {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T00:00:00Z"), ZoneOffset.UTC);
    private static final DataModels MODELS = DataModels.standard();

    private final PlanReport plan;
    private final EventReport events;

    private Explained(PlanReport plan, EventReport events) {
        this.plan = plan;
        this.events = events;
    }

    static RecordFinder finder() {
        return new RecordFinder(new Normalizer(ZoneOffset.UTC, CLOCK), 1 << 20);
    }

    /** @param events JSON objects, one a line */
    static Explained of(Path directory, String search, String... events) {
        try {
            Path detections = Files.createDirectories(directory.resolve("detections"));
            Files.writeString(detections.resolve("synthetic.yml"), """
                    name: Synthetic
                    id: 7a1c5f9e-0000-4000-8000-000000000001
                    version: 1
                    date: '2025-01-01'
                    author: synthetic
                    type: TTP
                    description: Synthetic.
                    search: >-
                      %s
                    tags:
                      security_domain: endpoint
                    """.formatted(search));
            Content content =
                    new ContentLoader(MODELS, List.of(Path.of("detections", "macros"))).load(List.of(detections));
            Rule rule = content.entries()
                    .get(0)
                    .rule()
                    .orElseThrow(() -> new AssertionError(content.allProblems().toString()));
            Path file = Files.writeString(directory.resolve("events.jsonl"), String.join("\n", events) + "\n");
            Tracer tracer = new Tracer(rule, MODELS, EngineRun.SETTINGS, CLOCK);
            List<Given> given = new ArrayList<>();
            for (int i = 0; i < events.length; i++) {
                Found.AnEvent found = (Found.AnEvent) finder().find(file, i + 1);
                given.add(new Given("events.jsonl:" + (i + 1), found.event(), List.of()));
            }
            return new Explained(
                    new PlanReport(rule, tracer.plan(), List.of()),
                    new EventReport(
                            rule,
                            tracer.trace(given.stream().map(Given::event).toList()),
                            given,
                            MODELS,
                            SourceMappings.standard()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process creation as Sysmon writes it. More fields are written {@code ,"Name":"text"}. */
    static String process(String image, String commandLine, String more) {
        return """
                {"@timestamp":"2026-03-01T12:10:00Z","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational",\
                "SourceName":"Microsoft-Windows-Sysmon","Hostname":"ws-1.example.com","Image":"C:\\\\bin\\\\%s",\
                "CommandLine":"%s"%s}""".formatted(image, commandLine, more);
    }

    String plan() {
        return String.join("\n", plan.lines());
    }

    String events() {
        return String.join("\n", events.lines());
    }

    /** From the verdict on, lines that were broken put together again. */
    String verdict() {
        return events().substring(events().indexOf("VERDICT")).replaceAll("\n {4}", " ");
    }

    Map<String, Object> document() {
        return events.document();
    }
}
