package io.outrider.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.camel.http.HttpSink;
import io.outrider.camel.http.OutboundClient;
import io.outrider.camel.syslog.RenderCef;
import io.outrider.camel.syslog.SyslogClient;
import io.outrider.camel.syslog.TellFailure;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.Targets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * A sink's route as it is shipped. What it does not take is tried three times more, unless it was refused, and then set aside with the
 * reason.
 */
public final class SinkUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 4;
    // As it is shipped.
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private final CamelContext context;
    private final OutboundClient client;
    private final ProducerTemplate template;
    private final List<String> deadLetters = new ArrayList<>();

    /**
     * @param file of the template, without {@code .camel.yaml}
     * @param type of the sink
     * @param parameters of the template, beside the name
     * @param more of them, names and values in turn
     */
    public SinkUnderTest(Clock clock, String file, String type, Map<String, String> parameters, String... more)
            throws Exception {
        context = ShippedRoutes.context(Map.of());
        EgressPolicy policy = EgressPolicy.allowing(List.of("127.0.0.0/8"));
        client = new OutboundClient(policy, "Outrider/test");
        context.getRegistry().bind("httpSink", new HttpSink(new Targets(), client, JSON, clock, GIVE_UP_AFTER));
        context.getRegistry().bind("findingLines", new FindingLines(JSON));
        context.getRegistry().bind("appendLines", new AppendLines());
        context.getRegistry().bind("renderCef", new RenderCef());
        context.getRegistry().bind("syslogClient", new SyslogClient(policy));
        context.getRegistry().bind("tellFailure", new TellFailure());
        context.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration("sinks").errorHandler(noErrorHandler());
            }
        });
        ShippedRoutes.load(context, file);
        context.start();
        template = context.createProducerTemplate();
        Map<String, Object> all = new HashMap<>(parameters);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        all.put("name", "soc");
        TemplatedRouteBuilder.builder(context, type + "-sink")
                .routeId("sink-soc")
                .parameters(all)
                .add();
    }

    /** Sends a finding, with headers as an event could have brought them, and waits until the sink is through with it. */
    public void send(Map<String, ?> finding) {
        sendBody(finding);
    }

    /** As {@link #send(Map)} does, several in one call. */
    public void send(List<? extends Map<String, ?>> findings) {
        sendBody(findings);
    }

    private void sendBody(Object body) {
        for (int left = TRIES - 1; left >= 0; left--) {
            Exception failure = template.send("direct:sink-soc", exchange -> {
                        exchange.getMessage().setBody(body);
                        exchange.getMessage()
                                .setHeaders(new HashMap<>(Map.of(
                                        "Authorization", "from-outside",
                                        "CamelHttpUri", "http://127.0.0.1:1/",
                                        "CamelFileName", "from-outside",
                                        "CamelNettyCloseChannelWhenComplete", true,
                                        "kafka.OVERRIDE_TOPIC", "from-outside")));
                    })
                    .getException();
            if (failure == null) {
                return;
            }
            if (left == 0 || failure instanceof RefusedDeliveryException) {
                deadLetters.add(String.valueOf(failure.getMessage()));
                return;
            }
        }
    }

    /** The reasons for what was set aside, in their order. */
    public List<String> deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() throws IOException {
        context.stop();
        client.close();
    }
}
