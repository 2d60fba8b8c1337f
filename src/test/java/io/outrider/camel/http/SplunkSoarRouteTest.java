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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Splunk SOAR sink's route as it is shipped, against a server with the rules of help.splunk.com, Splunk SOAR REST API Reference, "REST
 * Containers", "REST Artifacts", "Query for Data": label and name are required; a container's {@code source_data_identifier} is unique,
 * one more is answered with {@code failed} and {@code existing_container_id}; artifacts need a container that is there; filters take
 * texts in quotes. The status of the answer to a second container is not documented: both that are likely are tried. Findings are
 * synthetic.
 */
class SplunkSoarRouteTest {

    private static final String TOKEN = "synthetic-soar-token";

    private final Map<Integer, JsonNode> containers = new LinkedHashMap<>();
    private final Map<Integer, JsonNode> artifacts = new LinkedHashMap<>();
    private int duplicateStatus = 400;

    private final RuleServer server = new RuleServer(this::answer);

    private SinkUnderTest sink;

    private ResponseDefinitionBuilder answer(RuleServer.Call call) {
        if (!call.header("ph-auth-token").equals(TOKEN)) {
            return RuleServer.json(401, "{\"failed\":true,\"message\":\"Authentication failed for " + TOKEN + "\"}");
        }
        String path = call.line().replaceAll("\\?.*", "");
        return switch (path) {
            case "GET /rest/container" -> found(call, containers);
            case "GET /rest/artifact" -> found(call, artifacts);
            case "POST /rest/container" -> container(call.json());
            case "POST /rest/artifact" -> artifact(call.json());
            default ->
                path.startsWith("POST /rest/container/")
                        ? RuleServer.json(200, "{\"success\":true}")
                        : RuleServer.json(404, "{\"failed\":true,\"message\":\"not found\"}");
        };
    }

    private static ResponseDefinitionBuilder found(RuleServer.Call call, Map<Integer, JsonNode> all) {
        String filter =
                call.request().queryParameter("_filter_source_data_identifier").firstValue();
        String found = all.entrySet().stream()
                .filter(entry -> ('"' + identifier(entry.getValue()) + '"').equals(filter))
                .map(entry -> "{\"id\":" + entry.getKey() + "}")
                .findFirst()
                .orElse("");
        return RuleServer.json(
                200, "{\"count\":" + (found.isEmpty() ? 0 : 1) + ",\"num_pages\":1,\"data\":[" + found + "]}");
    }

    private static String identifier(JsonNode object) {
        return object.path("source_data_identifier").asText();
    }

    private ResponseDefinitionBuilder container(JsonNode body) {
        if (!body.path("label").asText().equals("events")
                || body.path("name").asText().isEmpty()) {
            return RuleServer.json(400, "{\"failed\":true,\"message\":\"label and name are required\"}");
        }
        for (Map.Entry<Integer, JsonNode> each : containers.entrySet()) {
            if (identifier(each.getValue()).equals(identifier(body))) {
                return RuleServer.json(
                        duplicateStatus,
                        "{\"failed\":true,\"message\":\"duplicate\",\"existing_container_id\":" + each.getKey() + "}");
            }
        }
        int id = 100 + containers.size();
        containers.put(id, body);
        body.path("artifacts").forEach(artifact -> artifacts.put(1000 + artifacts.size(), artifact));
        return RuleServer.json(200, "{\"success\":true,\"id\":" + id + ",\"new_artifacts_ids\":[1]}");
    }

    private ResponseDefinitionBuilder artifact(JsonNode body) {
        if (!containers.containsKey(body.path("container_id").asInt())) {
            return RuleServer.json(400, "{\"failed\":true,\"message\":\"container_id is required\"}");
        }
        artifacts.put(1000 + artifacts.size(), body);
        return RuleServer.json(200, "{\"success\":true,\"id\":1}");
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("url", server.url() + "/", "token", TOKEN));
        parameters.putAll(more);
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED), "sinks/splunk-soar", "splunk-soar", parameters);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private void send(int revision, Activity activity) {
        sink.send(RenderedFindings.document("TTP", RenderedFindings.row(), revision, activity));
    }

    private List<String> artifactIdentifiers() {
        return artifacts.values().stream().map(SplunkSoarRouteTest::identifier).toList();
    }

    @Test
    void alertIsAContainerWithAnArtifactInOneCall() throws Exception {
        start(Map.of());
        send(0, Activity.CREATE);

        assertThat(server.lines()).containsExactly("POST /rest/container");
        JsonNode container = containers.get(100);
        assertThat(container.path("source_data_identifier").asText()).isEqualTo("5ca1ab1e");
        assertThat(container.path("severity").asText()).isEqualTo("medium");
        assertThat(container.path("tags").toString()).isEqualTo("[\"T1021.006\"]");
        assertThat(container.path("status").asText()).isEqualTo("new");
        assertThat(container.at("/data/ocsf/metadata/uid").asText()).isEqualTo("5ca1ab1e");
        assertThat(container.at("/data/ocsf/class_uid").asInt()).isEqualTo(2004);
        assertThat(container.has("run_automation")).isFalse();
        JsonNode artifact = container.at("/artifacts/0");
        assertThat(artifact.path("source_data_identifier").asText()).isEqualTo("5ca1ab1e-0");
        assertThat(artifact.at("/cef/destinationHostName").asText()).isEqualTo("WS-042");
        assertThat(artifact.at("/cef_types/destinationHostName").toString()).isEqualTo("[\"host name\"]");
        assertThat(artifact.at("/cef/destinationUserName").asText()).isEqualTo("alice");
        assertThat(artifact.at("/cef/sourceAddress").asText()).isEqualTo("");
        assertThat(artifact.at("/cef/fileName").asText()).isEqualTo("a.ps1, b.ps1");
        assertThat(artifact.at("/cef/process").asText()).isEqualTo("winrs -r:SRV-007 \"hostname\"");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 409})
    void sameAlertAgainMakesNoSecondContainerAndNoSecondArtifact(int status) throws Exception {
        duplicateStatus = status;
        start(Map.of());
        send(0, Activity.CREATE);
        send(0, Activity.CREATE);

        assertThat(containers).hasSize(1);
        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void findingThatWouldNotFitIntoAnAnswerIsNoDataOfItsContainer() throws Exception {
        start(Map.of());
        Map<String, Value> row = RenderedFindings.row();
        row.put("process", Value.of("\u00e9".repeat(7000)));
        sink.send(RenderedFindings.document("TTP", row, 0, Activity.CREATE));
        sink.send(RenderedFindings.document("TTP", row, 1, Activity.UPDATE));

        assertThat(containers.get(100).has("data")).isFalse();
        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0", "5ca1ab1e-1");
    }

    @Test
    void artifactThatWasLostBetweenIsAddedWhenTheAlertComesAgain() throws Exception {
        start(Map.of());
        send(0, Activity.CREATE);
        artifacts.clear();
        send(0, Activity.CREATE);

        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0");
    }

    @Test
    void updateIsOneArtifactMoreHoweverOftenItComes() throws Exception {
        start(Map.of("runAutomation", "false"));
        send(0, Activity.CREATE);
        send(1, Activity.UPDATE);
        send(1, Activity.UPDATE);

        assertThat(containers).hasSize(1);
        assertThat(containers.get(100).path("run_automation").asBoolean(true)).isFalse();
        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0", "5ca1ab1e-1");
        JsonNode second = artifacts.get(1001);
        assertThat(second.path("container_id").asInt()).isEqualTo(100);
        assertThat(second.path("run_automation").asBoolean(true)).isFalse();
        assertThat(second.at("/cef/outriderActivity").asText()).isEqualTo("Update");
    }

    @Test
    void updateThatFindsNothingCreates() throws Exception {
        start(Map.of());
        send(3, Activity.UPDATE);

        assertThat(containers).hasSize(1);
        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-3");
    }

    @Test
    void closeSetsTheStatusThatTheOperatorNames() throws Exception {
        start(Map.of("closeStatus", "closed"));
        send(0, Activity.CREATE);
        send(1, Activity.CLOSE);

        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0", "5ca1ab1e-1");
        RuleServer.Call last = server.calls().get(server.calls().size() - 1);
        assertThat(last.line()).isEqualTo("POST /rest/container/100");
        assertThat(last.json().path("status").asText()).isEqualTo("closed");
    }

    @Test
    void wrongTokenIsARefusalWithoutTheToken() throws Exception {
        server.then(401, "{\"failed\":true,\"message\":\"no such token " + TOKEN + "\"}");
        start(Map.of());
        send(0, Activity.CREATE);

        assertThat(server.lines()).hasSize(1);
        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .startsWith("splunk-soar soc at 127.0.0.1 answered 401: ")
                .doesNotContain(TOKEN);
    }

    @Test
    void failureWithinAnAnswerOfSuccessIsARefusal() throws Exception {
        server.then(200, "{\"failed\":true,\"message\":\"Label is not there\"}");
        start(Map.of());
        send(0, Activity.CREATE);

        assertThat(server.lines()).hasSize(1);
        assertThat(sink.deadLetters()).singleElement().asString().contains("Label is not there");
    }

    @Test
    void busyAndBrokenServersAreTriedAgain() throws Exception {
        server.then(aResponse().withStatus(429).withHeader("Retry-After", "1"))
                .then(502, "bad gateway")
                .then(200, "<html>a page in between</html>");
        start(Map.of());
        send(0, Activity.CREATE);

        assertThat(server.lines()).hasSize(4);
        assertThat(containers).hasSize(1);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void answerToALookUpThatIsNoListIsNotTakenForNothing() throws Exception {
        start(Map.of());
        send(0, Activity.CREATE);
        for (int i = 0; i < 4; i++) {
            server.then(200, "<html>a page in between</html>");
        }
        send(1, Activity.UPDATE);

        assertThat(artifactIdentifiers()).containsExactly("5ca1ab1e-0");
        assertThat(sink.deadLetters()).singleElement().asString().contains("expected a list in data");
    }

    @Test
    void nothingThatCameWithAnEventIsSentOn() throws Exception {
        start(Map.of());
        send(0, Activity.CREATE);

        assertThat(server.calls().get(0).header("Authorization")).isEmpty();
    }
}
