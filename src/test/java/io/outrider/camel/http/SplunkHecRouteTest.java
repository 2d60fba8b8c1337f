package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.SinkUnderTest;
import io.outrider.cim.Value;
import io.outrider.deliver.RenderedFindings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Splunk HEC sink's route as it is shipped, against a server with the rules of help.splunk.com, "Format events for HTTP Event
 * Collector", "Troubleshoot HTTP Event Collector" (codes) and "About HTTP Event Collector Indexer Acknowledgment": a token; an event in
 * each object; time without an exponent (code 15); indexes that the token allows (7); a channel for tokens with acknowledgement (10), and
 * acknowledgements that come late and once. Findings are synthetic.
 */
class SplunkHecRouteTest {

    private static final String TOKEN = "synthetic-hec-token";
    private static final int FIRST_ACK = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> indexed = new ArrayList<>();
    private boolean acknowledgement;
    private int questionsUntilTrue = 2;
    private int nextAck = FIRST_ACK;

    private final RuleServer server = new RuleServer(this::answer);

    private SinkUnderTest sink;

    private static ResponseDefinitionBuilder code(int status, int code, String text) {
        return RuleServer.json(status, "{\"text\":\"" + text + "\",\"code\":" + code + "}");
    }

    private ResponseDefinitionBuilder answer(RuleServer.Call call) {
        if (!call.header("Authorization").equals("Splunk " + TOKEN)) {
            return code(403, 4, "Invalid token");
        }
        if (acknowledgement && call.header("X-Splunk-Request-Channel").isEmpty()) {
            return code(400, 10, "Data channel is missing");
        }
        return switch (call.line()) {
            case "POST /services/collector/event" -> events(call.text());
            case "POST /services/collector/ack" -> acks(call.json().path("acks"));
            default -> code(404, 404, "The requested URL was not found on this server.");
        };
    }

    // One after the other, a question apart; each is true once.
    private ResponseDefinitionBuilder acks(JsonNode asked) {
        questionsUntilTrue--;
        List<String> said = new ArrayList<>();
        for (JsonNode id : asked) {
            said.add("\"" + id + "\":" + (questionsUntilTrue == FIRST_ACK - id.asInt()));
        }
        return RuleServer.json(200, "{\"acks\":{" + String.join(",", said) + "}}");
    }

    private ResponseDefinitionBuilder events(String body) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : body.lines().toList()) {
            JsonNode event;
            try {
                event = JSON.readTree(line);
            } catch (IOException e) {
                return code(400, 6, "Invalid data format");
            }
            if (line.matches(".*\"time\":[0-9.]*[Ee].*")) {
                return code(400, 15, "Error in handling indexed fields");
            }
            if (!event.has("event")) {
                return code(400, 12, "Event field is required");
            }
            if (!Set.of("risk", "findings").contains(event.path("index").asText())) {
                return code(400, 7, "Incorrect index");
            }
            events.add(event);
        }
        if (events.isEmpty()) {
            return code(400, 5, "No data");
        }
        indexed.addAll(events);
        return acknowledgement
                ? RuleServer.json(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":" + nextAck++ + "}")
                : code(200, 0, "Success");
    }

    private void start(String... more) throws Exception {
        Map<String, String> parameters = Map.of("url", server.url(), "token", TOKEN);
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED), "sinks/splunk-hec", "splunk-hec", parameters, more);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private void send(String type, int revision, Activity activity) {
        sink.send(RenderedFindings.document(type, RenderedFindings.row(), revision, activity));
    }

    @Test
    void eachRiskObjectIsAnEventOfOneCall() throws Exception {
        start();
        send("TTP", 0, Activity.CREATE);

        assertThat(server.lines()).containsExactly("POST /services/collector/event");
        assertThat(indexed)
                .map(event -> event.at("/event/risk_object").asText())
                .containsExactly("WS-042", "alice");
        JsonNode event = indexed.get(0);
        assertThat(server.calls().get(0).text()).startsWith("{\"time\":1767262590.500,");
        assertThat(event.path("index").asText()).isEqualTo("risk");
        assertThat(event.path("source").asText()).isEqualTo("ESCU - Synthetic Remote Process - Rule");
        assertThat(event.at("/event/orig_event_id").asText()).isEqualTo("5ca1ab1e");
        assertThat(event.at("/event/orig_revision").asInt()).isZero();
        assertThat(sink.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Hunting, CREATE, 0", "Correlation, UPDATE, 1", "TTP, CLOSE, 2"})
    void whatGivesNoRiskIsAFindingWhereTheOperatorWantsIt(String type, Activity activity, int revision)
            throws Exception {
        start("findingIndex", "findings");
        send(type, revision, activity);

        assertThat(indexed).hasSize(1);
        assertThat(indexed.get(0).path("index").asText()).isEqualTo("findings");
        assertThat(indexed.get(0).at("/event/orig_event_id").asText()).isEqualTo("5ca1ab1e");
        assertThat(indexed.get(0).at("/event/orig_revision").asInt()).isEqualTo(revision);
        assertThat(indexed.get(0).at("/event/finding_info/title").asText()).isEqualTo("Synthetic Remote Process");
    }

    @Test
    void rowWithoutRiskObjectsIsAFindingToo() throws Exception {
        start("findingIndex", "findings");
        sink.send(RenderedFindings.document(Map.of("process_name", Value.of("winrs.exe"))));

        assertThat(indexed)
                .singleElement()
                .satisfies(event -> assertThat(event.path("index").asText()).isEqualTo("findings"));
    }

    @Test
    void whatGivesNoRiskIsNotSentWithoutAnIndexForIt() throws Exception {
        start();
        send("Hunting", 0, Activity.CREATE);

        assertThat(server.lines()).isEmpty();
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void alertIsDeliveredOnceTheIndexerHasAcknowledgedIt() throws Exception {
        acknowledgement = true;
        start("acknowledgement", "true");
        send("TTP", 0, Activity.CREATE);

        assertThat(server.lines())
                .containsExactly(
                        "POST /services/collector/event",
                        "POST /services/collector/ack",
                        "POST /services/collector/ack");
        assertThat(server.calls().get(1).json().toString()).isEqualTo("{\"acks\":[7]}");
        assertThat(server.calls())
                .map(call -> call.header("X-Splunk-Request-Channel"))
                .allMatch(channel -> channel.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .containsOnly(server.calls().get(0).header("X-Splunk-Request-Channel"));
        assertThat(indexed).hasSize(2);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void alertsThatWaitGoInOneCallAndHaveOneAcknowledgement() throws Exception {
        acknowledgement = true;
        questionsUntilTrue = 1;
        start("acknowledgement", "true");
        sink.send(List.of(
                RenderedFindings.document("TTP", RenderedFindings.row(), 0, Activity.CREATE),
                RenderedFindings.document("Hunting", RenderedFindings.row(), 0, Activity.CREATE),
                RenderedFindings.document("TTP", RenderedFindings.row(), 1, Activity.UPDATE)));

        assertThat(server.lines()).containsExactly("POST /services/collector/event", "POST /services/collector/ack");
        assertThat(indexed)
                .map(event -> event.at("/event/orig_revision").asInt())
                .containsExactly(0, 0, 1, 1);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void callsAreOfAMegabyteAtMostAndAllAreAskedForTogether() throws Exception {
        acknowledgement = true;
        questionsUntilTrue = 1;
        start("acknowledgement", "true", "findingIndex", "findings");
        Map<String, Value> row = new LinkedHashMap<>(RenderedFindings.row());
        row.put("process", Value.of("x".repeat(7_000)));
        List<Map<String, Object>> findings = new ArrayList<>();
        for (int revision = 1; revision <= 80; revision++) {
            findings.add(RenderedFindings.document("Hunting", row, revision, Activity.UPDATE));
        }
        sink.send(findings);

        List<RuleServer.Call> calls = server.calls().stream()
                .filter(call -> call.line().endsWith("/event"))
                .toList();
        assertThat(calls).hasSize(2).allMatch(call -> call.text().length() <= 1_000_000);
        assertThat(indexed)
                .map(event -> event.at("/event/orig_revision").asInt())
                .hasSize(80)
                .isSorted();
        assertThat(server.calls().stream()
                        .filter(call -> call.line().endsWith("/ack"))
                        .map(RuleServer.Call::text))
                .containsExactly("{\"acks\":[7,8]}", "{\"acks\":[8]}");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void acknowledgementThatDoesNotComeIsAFailure() throws Exception {
        acknowledgement = true;
        questionsUntilTrue = -1;
        start("acknowledgement", "true", "acknowledgementTimeout", "20");
        send("TTP", 0, Activity.CREATE);

        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .contains("expected an acknowledgement within 20 ms, but found none");
        // Each try sends the same events: the index has copies, told apart by orig_event_id and orig_revision.
        assertThat(indexed).hasSize(8);
    }

    @Test
    void tokenWithoutAcknowledgementIsTold() throws Exception {
        start("acknowledgement", "true");
        send("TTP", 0, Activity.CREATE);

        assertThat(sink.deadLetters()).singleElement().asString().contains("expected an ackId, but found none");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 1", "401, 2", "401, 3", "403, 4", "400, 6", "400, 7", "400, 10", "400, 11", "400, 12", "400, 13",
        "400, 14", "400, 15", "413, 27"
    })
    void codesThatWillNotChangeAreRefusals(int status, int code) throws Exception {
        server.then(code(status, code, "no, " + TOKEN));
        start();
        send("TTP", 0, Activity.CREATE);

        assertThat(server.lines()).hasSize(1);
        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .contains("\"code\":" + code)
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"500, 8", "503, 9", "503, 18", "503, 23", "429, 24"})
    void codesOfABusyServerAreForLater(int status, int code) throws Exception {
        server.then(code(status, code, "busy")).then(aResponse().withStatus(502).withBody("<html>"));
        start();
        send("TTP", 0, Activity.CREATE);

        assertThat(server.lines()).hasSize(3);
        assertThat(indexed).hasSize(2);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410})
    void answersForGoodWithoutACodeThatIsKnownAreRefusals(int status) throws Exception {
        server.then(status, "<html>no such page</html>").then(code(status, 99, "of a later version"));
        start();
        send("TTP", 0, Activity.CREATE);
        send("TTP", 1, Activity.UPDATE);

        assertThat(server.lines()).hasSize(2);
        assertThat(sink.deadLetters()).hasSize(2);
        assertThat(sink.deadLetters().get(0)).endsWith("answered " + status + ": <html>no such page</html>");
    }

    @ParameterizedTest
    @CsvSource({"400, 9", "404, 23", "403, -1"})
    void codeOfABusyServerCountsWhateverTheStatus(int status, int code) throws Exception {
        server.then(code(status, code, "busy"));
        start();
        send("TTP", 0, Activity.CREATE);

        assertThat(server.lines()).hasSize(2);
        assertThat(sink.deadLetters()).isEmpty();
    }
}
