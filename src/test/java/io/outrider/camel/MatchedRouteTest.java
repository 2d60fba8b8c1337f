package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.RulePack;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.policy.Alerts;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
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
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of events that matched as they are shipped, into files, before a grouping that only notes what comes. Events are synthetic. */
class MatchedRouteTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final SourceUnit UNIT = new SourceUnit("unit", "stream", "stream-0");

    private final ObjectMapper json = new ObjectMapper();
    private final List<Detections> grouped = new ArrayList<>();

    @TempDir
    Path directory;

    private CamelContext context;
    private ProducerTemplate template;

    private void start(boolean named) throws Exception {
        context = ShippedRoutes.context(Map.of());
        context.getRegistry().bind("detectEvents", new DetectEvents(detector(named)));
        context.getRegistry().bind("makeRoom", (Processor) exchange -> {});
        context.getRegistry()
                .bind("renderMatched", new RenderMatched(MatchedRouteTest::document, json, false, 1_000_000));
        context.getRegistry().bind("matchedSinks", new Sinks("matched", List.of("one", "two")));
        context.getRegistry().bind("matchedLines", new MatchedLines());
        ShippedRoutes.load(context, "9-error-handling", "4-detect", "6-matched", "7-matched-file");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:group")
                        .process(exchange -> grouped.add(exchange.getMessage().getMandatoryBody(Detections.class)));
            }
        });
        context.start();
        for (String sink : List.of("one", "two")) {
            TemplatedRouteBuilder.builder(context, "file-matched")
                    .routeId("matched-" + sink)
                    .parameters(Map.of(
                            "name", sink, "directory", directory.resolve(sink).toString()))
                    .add();
        }
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static Detector detector(boolean named) {
        Rule all = rule("all", new Predicate.Always());
        Rule shared = rule("shared", new Predicate.Matches("dest", new Predicate.Pattern.Wildcard("shared*")));
        return new Detector(
                RulePack.compile(List.of(shared, all), DataModels.standard(), ShippedRoutes.settings(true)),
                Clock.fixed(START, ZoneOffset.UTC),
                named);
    }

    private static Rule rule(String id, Predicate where) {
        return Rule.onDataset(
                Alerts.detection(id, 50),
                "Endpoint.Processes",
                where,
                List.of(),
                new Grouping.By(List.of(new Grouping.Key("dest", "dest")), List.of(), null),
                List.of());
    }

    private static Map<String, Object> document(Event event) {
        return Map.of("dest", event.cim("dest").text());
    }

    private static Event event(String dest, Set<String> datasets) {
        return new Event(
                START,
                dest,
                Map.of(),
                Map.of("dest", Value.of(dest)),
                datasets,
                new Origin("stream-0", "json", 1, 7, 9));
    }

    private static EventBatch batch() {
        return new EventBatch(
                UNIT,
                List.of(
                        event("shared-1", Set.of("Endpoint.Processes")),
                        event("of no model", Set.of()),
                        event("other", Set.of("Endpoint.Processes"))),
                List.of(),
                1,
                false);
    }

    private List<String> lines(String sink) {
        if (!Files.isDirectory(directory.resolve(sink))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(sink))) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachEventThatMatchedGoesOnceIntoEachSinkWithAllThatItMatched() throws Exception {
        start(true);

        template.sendBody("direct:detect", batch());

        assertThat(lines("two")).hasSize(2).isEqualTo(lines("one"));
        JsonNode first = json.readTree(lines("one").get(0));
        assertThat(first.get("dest").asText()).isEqualTo("shared-1");
        assertThat(first.get("detections").toString())
                .isEqualTo(
                        "[{\"id\":\"all\",\"name\":\"Synthetic all\"},{\"id\":\"shared\",\"name\":\"Synthetic shared\"}]");
        assertThat(first.has("_raw")).isFalse();
        JsonNode second = json.readTree(lines("one").get(1));
        assertThat(second.get("dest").asText()).isEqualTo("other");
        assertThat(second.get("id").asText())
                .hasSize(64)
                .isNotEqualTo(first.get("id").asText());
        assertThat(grouped).hasSize(1);
        assertThat(grouped.get(0).events()).isEqualTo(3);
    }

    @Test
    void batchWhoseEventsASinkDoesNotTakeIsNotGroupedAndComesAgainWithTheSameIds() throws Exception {
        start(true);
        Path blocker = Files.writeString(directory.resolve("two"), "");

        assertThatThrownBy(() -> template.sendBody("direct:detect", batch()))
                .isInstanceOf(CamelExecutionException.class);
        assertThat(grouped).isEmpty();

        Files.delete(blocker);
        template.sendBody("direct:detect", batch());
        assertThat(grouped).hasSize(1);
        assertThat(lines("two")).hasSize(2);
        assertThat(lines("one")).hasSize(4).hasSameElementsAs(lines("two"));
    }

    @Test
    void nothingIsNamedOrSentWhereNoSinkAsksForIt() throws Exception {
        start(false);

        template.sendBody("direct:detect", batch());

        assertThat(grouped).hasSize(1);
        assertThat(grouped.get(0).matched()).isEqualTo(2);
        assertThat(grouped.get(0).matchedEvents()).isEmpty();
        assertThat(lines("one")).isEmpty();
    }

    @Test
    void whatABatchHadIsNotSentAgainWhenItComesAgainWithoutIt() throws Exception {
        start(true);
        DetectEvents detect = new DetectEvents(detector(true));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(batch());
        detect.process(exchange);
        assertThat(exchange.getVariable(DetectEvents.MATCHED)).isNotNull();

        exchange.getMessage().setBody(EventBatch.end(UNIT, 1));
        detect.process(exchange);

        assertThat(exchange.getVariable(DetectEvents.MATCHED)).isNull();
    }
}
