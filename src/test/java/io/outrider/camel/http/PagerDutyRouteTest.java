package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.SinkUnderTest;
import io.outrider.cim.Value;
import io.outrider.deliver.RenderedFindings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The PagerDuty sink's route as it is shipped, against a server with the rules of {@code PagerDuty/developer-docs}, {@code
 * docs/events-API-v2}: 202, or 400 with the errors listed, for a field that is required or too long and for more than 512 KB; events of one
 * {@code dedup_key} are one alert until it is resolved. Findings are synthetic.
 */
class PagerDutyRouteTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Set<String> open = new LinkedHashSet<>();
    private int alerts;

    private final RuleServer server = new RuleServer(this::answer);

    private SinkUnderTest sink;

    private ResponseDefinitionBuilder answer(RuleServer.Call call) {
        JsonNode event = call.json();
        Set<String> errors = new LinkedHashSet<>();
        if (!call.line().equals("POST /v2/enqueue")) {
            return RuleServer.json(404, "{}");
        }
        if (call.text().getBytes(StandardCharsets.UTF_8).length > 512 * 1024) {
            return RuleServer.json(413, "{\"status\":\"invalid event\"}");
        }
        if (!event.path("routing_key").asText().equals(KEY)) {
            errors.add("'routing_key' " + event.path("routing_key").asText() + " is unknown");
        }
        String key = event.path("dedup_key").asText();
        boolean trigger = event.path("event_action").asText().equals("trigger");
        if (trigger) {
            check(event.path("payload"), errors);
        }
        if (!errors.isEmpty()) {
            return RuleServer.json(
                    400,
                    "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\""
                            + String.join("\",\"", errors) + "\"]}");
        }
        if (trigger) {
            alerts += open.add(key) ? 1 : 0;
        } else {
            open.remove(key);
        }
        return RuleServer.json(202, "{\"status\":\"success\",\"dedup_key\":\"" + key + "\"}");
    }

    private static void check(JsonNode payload, Set<String> errors) {
        String summary = payload.path("summary").asText();
        if (summary.isEmpty() || summary.length() > 1024) {
            errors.add("'payload.summary' is invalid");
        }
        if (payload.path("source").asText().isEmpty()) {
            errors.add("'payload.source' is missing or blank");
        }
        if (!Set.of("critical", "error", "warning", "info")
                .contains(payload.path("severity").asText())) {
            errors.add("'payload.severity' is invalid");
        }
    }

    @BeforeEach
    void start() throws Exception {
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED),
                "sinks/pagerduty",
                "pagerduty",
                Map.of("url", server.url(), "routingKey", KEY));
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private void send(int revision, Activity activity) {
        sink.send(RenderedFindings.document("TTP", RenderedFindings.row(), revision, activity));
    }

    @Test
    void alertTriggersOnceHoweverOftenItComes() throws Exception {
        send(0, Activity.CREATE);
        send(0, Activity.CREATE);
        send(1, Activity.UPDATE);

        assertThat(alerts).isEqualTo(1);
        JsonNode event = server.calls().get(2).json();
        assertThat(event.path("dedup_key").asText()).isEqualTo("5ca1ab1e");
        assertThat(event.at("/payload/summary").asText()).isEqualTo("winrs was run on WS-042 by alice");
        assertThat(event.at("/payload/source").asText()).isEqualTo("WS-042");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("warning");
        assertThat(event.at("/payload/component").asText()).isEqualTo("endpoint");
        assertThat(event.at("/payload/class").asText()).isEqualTo("Synthetic Remote Process");
        assertThat(event.at("/payload/timestamp").asText()).isEqualTo("2026-01-01T10:16:30.500Z");
        assertThat(event.at("/payload/custom_details/revision").asInt()).isEqualTo(1);
        assertThat(event.at("/payload/custom_details/row/user").asText()).isEqualTo("alice");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void closeResolves() throws Exception {
        send(0, Activity.CREATE);
        send(1, Activity.CLOSE);

        assertThat(open).isEmpty();
        assertThat(server.calls().get(1).json().has("payload")).isFalse();
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void longMessagesAndWideRowsKeepToTheLimits() throws Exception {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("\ud83d\ude00".repeat(3000)));
        row.put("user", Value.of("\"\\\u0001".repeat(3000)));
        for (int i = 0; i < 99; i++) {
            row.put("column" + i, Value.of("\u0001".repeat(5000)));
        }
        sink.send(RenderedFindings.document("TTP", row, 0, Activity.CREATE));

        assertThat(alerts).isEqualTo(1);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void refusalTellsTheErrorsWithoutTheKey() throws Exception {
        server.then(
                400,
                "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"'routing_key' "
                        + KEY + " is unknown\"]}");
        send(0, Activity.CREATE);

        assertThat(server.lines()).hasSize(1);
        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .contains("answered 400", "'routing_key' *** is unknown")
                .doesNotContain(KEY);
    }

    @Test
    void throttledAndBrokenServersAreTriedAgain() throws Exception {
        server.then(aResponse().withStatus(429).withHeader("Retry-After", "1")).then(500, "");
        send(0, Activity.CREATE);

        assertThat(server.lines()).hasSize(3);
        assertThat(alerts).isEqualTo(1);
    }
}
