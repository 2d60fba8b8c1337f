package io.outrider.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.SettableClock;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.camel.DeadLetters;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.Statistics;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** A sink of tickets by its route as it is shipped, called {@code soc}, with dead letters in a directory. */
final class TicketSink implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final CamelContext context;
    private final OutboundClient client;

    /** @param parameters of the template, beside the name */
    TicketSink(Path directory, String type, Map<String, String> parameters) throws Exception {
        this.directory = directory;
        SettableClock clock = new SettableClock(Instant.parse("2025-01-01T00:00:00Z"));
        context = ShippedRoutes.context(Map.of(
                "outrider.delivery.delay", "1",
                "outrider.delivery.maximum-delay", "20",
                "outrider.dead-letters.directory", directory.toString()));
        client = new OutboundClient(EgressPolicy.allowing(List.of("127.0.0.0/8")), "Outrider/test");
        context.getRegistry()
                .bind(
                        "httpSink",
                        new HttpSink(new Targets(), client, new ObjectMapper(), clock, Duration.ofMillis(20)));
        context.getRegistry()
                .bind(
                        "deadLetters",
                        new DeadLetters(
                                new ObjectMapper(),
                                new OcsfFinding("0", new AttackCatalog()),
                                clock,
                                new Statistics()));
        ShippedRoutes.load(context, "9-error-handling", "8-dead-letters", "sinks/" + type);
        context.start();
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("name", "soc");
        TemplatedRouteBuilder.builder(context, type + "-sink")
                .routeId("sink-soc")
                .parameters(all)
                .add();
    }

    /** Delivers a finding, with headers that an event might bring; it ends when it was taken or is a dead letter. */
    void send(Map<String, Object> finding) {
        context.createProducerTemplate()
                .sendBodyAndHeaders(
                        "direct:sink-soc",
                        finding,
                        Map.of("Authorization", "from-outside", "CamelHttpUri", "http://127.0.0.1:1/"));
    }

    /** Why findings are dead letters, oldest first. */
    List<String> reasons() throws IOException {
        List<String> reasons = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode letter = JSON.readTree(line);
                    reasons.add(letter.get("reason").asText());
                }
            }
        }
        return reasons;
    }

    @Override
    public void close() throws IOException {
        context.stop();
        client.close();
    }
}
