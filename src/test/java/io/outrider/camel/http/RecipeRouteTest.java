package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.outrider.SettableClock;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.template.QuteTemplates;
import io.outrider.cim.Value;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.RenderedFindings;
import io.outrider.deliver.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shipped templates through the shipped route, against servers that keep their receivers' rules ({@link ReceiverRules} names the
 * vendors' pages) and answer 400 where one is broken. Values are synthetic and mean harm.
 */
class RecipeRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MENTIONS =
            "<!channel> <@U123> <https://evil.example|click> @everyone @here &lt; \\u003c *b* `code` ``` ~x~ [a](http://evil.example)"
                    + " <at>all</at> \"quoted\" {alert.id} {{env:HOME}} ${body} #1 !2 /close\r\n/close\n\n@everyone\n# head\t\u0000\u001b[31m\u202e";

    private record Call(Map<String, List<String>> headers, String body, int answered) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private CamelContext context;
    private OutboundClient client;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<String> broken =
                    ReceiverRules.broken(exchange.getRequestURI().getPath(), body, exchange.getRequestHeaders());
            int status = broken.isEmpty() ? 200 : 400;
            calls.add(new Call(new HashMap<>(exchange.getRequestHeaders()), body, status));
            byte[] answer = broken.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        client = new OutboundClient(
                EgressPolicy.allowing(List.of("127.0.0.1")), "Outrider/test", SystemDefaultDnsResolver.INSTANCE);
        context = ShippedRoutes.context(Map.of());
        context.getRegistry()
                .bind(
                        "httpSink",
                        new HttpSink(
                                new Targets(new QuteTemplates(path -> path)),
                                client,
                                new ObjectMapper(),
                                new SettableClock(Instant.parse("2026-01-01T12:00:00Z")),
                                Duration.ofDays(3)));
        ShippedRoutes.load(context, "sinks/webhook");
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        client.close();
        server.stop(0);
    }

    private Call deliver(String recipe, Map<String, Value> row) throws Exception {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "name",
                "chat",
                "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/" + recipe,
                "signature",
                "none",
                "format",
                "template",
                "template",
                "templates/" + recipe + ".json"));
        if (recipe.equals("github-issue")) {
            parameters.put("token", "synthetic-token");
            parameters.put("headers", "{\"X-GitHub-Api-Version\": \"2022-11-28\"}");
        }
        if (recipe.equals("gitlab-issue")) {
            parameters.put("token", "synthetic-token");
            parameters.put("tokenHeader", "PRIVATE-TOKEN");
        }
        TemplatedRouteBuilder.builder(context, "webhook-sink")
                .routeId("sink-chat")
                .parameters(parameters)
                .add();
        send(row);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private void send(Map<String, Value> row) {
        // A refusal would be thrown here.
        context.createProducerTemplate().sendBody("direct:sink-chat", RenderedFindings.document(row));
        assertThat(calls.get(calls.size() - 1).answered()).isEqualTo(200);
    }

    private static Map<String, Value> hostile(String text) {
        Map<String, Value> row = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // More than any template takes of a value; two are as long as can be.
            values.add(i + (i < 2 ? text : text.substring(0, Math.min(text.length(), 2000))));
        }
        row.put("dest", Value.of(values));
        row.put("user", Value.of(text));
        row.put("process", Value.of(text));
        row.put("process_name", Value.of(text));
        row.put("file_name", Value.of(values));
        row.put("url", Value.of(text));
        return row;
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void alertIsTakenAndSaysWhatItIs(String recipe) throws Exception {
        Call call = deliver(recipe, RenderedFindings.row());

        assertThat(call.body())
                .contains(
                        "winrs was run on WS-042 by alice", "Synthetic Remote Process", "Medium", "5ca1ab1e", "WS-042")
                .doesNotContain("NOT_FOUND");
        assertThat(call.headers()).containsEntry("Webhook-id", List.of("5ca1ab1e-0"));
        assertThat(call.headers()).doesNotContainKey("Webhook-signature");
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void alertWithLittleIsTaken(String recipe) throws Exception {
        deliver(recipe, Map.of());
    }

    // None of these receivers looks whether it has an alert: each such call is a message or an issue of its own. It
    // says the
    // same, so a person, or a playbook by the id, can tell.
    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void alertThatIsDeliveredTwiceIsASecondCallOfTheSameIdAndText(String recipe) throws Exception {
        Call first = deliver(recipe, RenderedFindings.row());

        send(RenderedFindings.row());

        assertThat(calls).hasSize(2);
        Call second = calls.get(1);
        assertThat(second.body()).isEqualTo(first.body()).contains("5ca1ab1e");
        assertThat(second.headers().get("Webhook-id"))
                .isEqualTo(first.headers().get("Webhook-id"))
                .containsExactly("5ca1ab1e-0");
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void hostileValuesAreTextAndNothingElse(String recipe) throws Exception {
        Call call = deliver(recipe, hostile(MENTIONS));

        // Neither a template's nor Camel's.
        assertThat(JSON.readTree(call.body()).toString()).contains("{alert.id}", "{{env:HOME}}", "${body}");
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void longValuesAreCut(String recipe) throws Exception {
        deliver(recipe, hostile("&<>\"\\".repeat(20_000)));
    }

    @ParameterizedTest
    @CsvSource({"slack", "teams", "github-issue", "gitlab-issue", "shuffle", "tines"})
    void valuesOfTheDearestCharactersFit(String recipe) throws Exception {
        deliver(recipe, hostile("\u20ac\ud83d\ude00`".repeat(25_000)));
    }

    @ParameterizedTest
    @CsvSource({"shuffle", "tines"})
    void playbookHasTheFindingWhole(String recipe) throws Exception {
        JsonNode body = JSON.readTree(deliver(recipe, hostile(MENTIONS)).body());

        assertThat(body.get("finding"))
                .isEqualTo(JSON.readTree(JSON.writeValueAsString(RenderedFindings.document(hostile(MENTIONS)))));
        assertThat(body.get("key").asText()).isEqualTo("5ca1ab1e-0");
        assertThat(body.get("message").asText())
                .isEqualTo(body.at("/finding/message").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "github-issue, Authorization, Bearer synthetic-token",
        "github-issue, X-github-api-version, 2022-11-28",
        "gitlab-issue, Private-token, synthetic-token"
    })
    void tokenAndVersionAreInTheHeadersThatTheReceiverReads(String recipe, String header, String value)
            throws Exception {
        assertThat(deliver(recipe, RenderedFindings.row()).headers()).containsEntry(header, List.of(value));
    }
}
