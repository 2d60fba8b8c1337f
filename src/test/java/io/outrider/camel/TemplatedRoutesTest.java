package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.http.HttpSink;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks' routes made from properties. Secrets are synthetic. */
class TemplatedRoutesTest {

    private final CamelContext context = ShippedRoutes.context(Map.of());
    private final TemplatedRoutes sinks = new TemplatedRoutes(context, "sink", "outrider.sink.", true);
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        Processor look =
                exchange -> token = HttpSink.settings(exchange).properties().get("token");
        context.getRegistry().bind("httpSink", look);
        context.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration("sinks").errorHandler(noErrorHandler());
            }
        });
        ShippedRoutes.load(context, "sinks/splunk-hec");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static Map<String, String> properties(String token) {
        return Map.of("type", "splunk-hec", "url", "https://splunk.example.com:8088", "token", token);
    }

    // Camel's own messages have the whole value.
    @ParameterizedTest
    @ValueSource(strings = {"hunter2{{secret", "hunter2}}secret", "hunter2{{a}}secret", "{{hunter2}}"})
    void valueThatCamelCannotResolveIsToldByItsPropertyAlone(String secret) {
        assertThat(sinks.add("splunk", properties(secret)))
                .hasValueSatisfying(wrong -> assertThat(wrong)
                        .startsWith("outrider.sink.splunk.token: expected ")
                        .doesNotContain("hunter2"));
        assertThat(context.getRoute("sink-splunk")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(hunter2)", "#hunter2", "hunter2${body}", "hunter2{secret}"})
    void secretComesAsItIs(String secret) {
        assertThat(sinks.add("splunk", properties(secret))).isEmpty();
        context.createProducerTemplate().sendBody("direct:sink-splunk", "");

        assertThat(token).isEqualTo(secret);
    }
}
