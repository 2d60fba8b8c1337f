package io.outrider.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.camel.http.HttpSink;
import io.outrider.camel.http.OutboundClient;
import io.outrider.camel.syslog.RenderCef;
import io.outrider.camel.syslog.SyslogClient;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** A sink's route as it is shipped, with the shipped handling of errors, which tries three times more and then gives up. */
public final class SinkUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CamelContext context;
    private final OutboundClient client;
    private final Path directory;

    /**
     * @param directory for dead letters
     * @param file of the template, without {@code .camel.yaml}
     * @param type of the sink
     */
    public SinkUnderTest(Path directory, Clock clock, String file, String type, Map<String, String> parameters)
            throws Exception {
        this.directory = Files.createDirectories(directory.resolve("dead-letters"));
        context = ShippedRoutes.context(Map.of(
                "outrider.delivery.delay", "1",
                "outrider.delivery.maximum-delay", "20",
                "outrider.dead-letters.directory", this.directory.toString()));
        client = new OutboundClient(EgressPolicy.allowing(List.of("127.0.0.0/8")), "Outrider/test");
        context.getRegistry()
                .bind("httpSink", new HttpSink(new Targets(), client, JSON, clock, Duration.ofMillis(20)));
        context.getRegistry().bind("appendLine", new AppendLine());
        context.getRegistry().bind("renderCef", new RenderCef());
        context.getRegistry().bind("syslogClient", new SyslogClient());
        context.getRegistry()
                .bind(
                        "deadLetters",
                        new DeadLetters(JSON, new OcsfFinding("0", new AttackCatalog()), clock, new Statistics()));
        ShippedRoutes.load(context, "9-error-handling", "8-dead-letters", file);
        context.start();
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("name", "soc");
        TemplatedRouteBuilder.builder(context, type + "-sink")
                .routeId("sink-soc")
                .parameters(all)
                .add();
    }

    /** Sends a finding, with headers as an event could have brought them, and waits until the sink is through with it. */
    public void send(Map<String, ?> finding) {
        context.createProducerTemplate()
                .sendBodyAndHeaders(
                        "direct:sink-soc",
                        finding,
                        Map.of(
                                "Authorization", "from-outside",
                                "CamelHttpUri", "http://127.0.0.1:1/",
                                "CamelFileName", "from-outside",
                                "CamelNettyCloseChannelWhenComplete", true,
                                "kafka.OVERRIDE_TOPIC", "from-outside"));
    }

    /** The reasons of the dead letters, in their order. */
    public List<String> deadLetters() throws IOException {
        List<String> reasons = new ArrayList<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
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
