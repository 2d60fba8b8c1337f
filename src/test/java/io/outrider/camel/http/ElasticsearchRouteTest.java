package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.SinkUnderTest;
import io.outrider.deliver.RenderedFindings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Elasticsearch sink's route as it is shipped, against a server with the rules of elastic.co, API reference, "Create a new document in
 * the index", "Create or update a document in an index" and "Get a document by its ID": {@code _create} gives 409 to a second document of
 * an id; {@code version_type=external} takes higher versions only; {@code if_seq_no} and {@code if_primary_term} must be those of the
 * document; data streams take {@code _create} alone. Findings are synthetic.
 */
class ElasticsearchRouteTest {

    private record Stored(JsonNode source, long version, long sequence) {}

    private final Map<String, Stored> documents = new LinkedHashMap<>();
    private boolean dataStream;
    private long sequence;

    private final RuleServer server = new RuleServer(this::answer);

    private SinkUnderTest sink;

    private ResponseDefinitionBuilder answer(RuleServer.Call call) {
        if (!call.header("Authorization").equals("ApiKey synthetic-key")) {
            return error(401, "security_exception");
        }
        String[] path = call.line().replaceAll("\\?.*", "").split("[ /]+");
        if (!path[1].equals("outrider-alerts")) {
            return error(404, "index_not_found_exception");
        }
        String id = path[3];
        return switch (path[0] + path[2]) {
            case "PUT_create" ->
                documents.containsKey(id) ? error(409, "version_conflict_engine_exception") : store(id, call.json(), 1);
            case "PUT_doc" -> index(id, call);
            case "GET_doc" -> get(id);
            default -> error(405, "method not allowed");
        };
    }

    private ResponseDefinitionBuilder index(String id, RuleServer.Call call) {
        if (dataStream) {
            return error(400, "only write ops with an op_type of create are allowed in data streams");
        }
        Stored there = documents.get(id);
        String type = parameter(call.request(), "version_type");
        if (type.equals("external")) {
            long version = Long.parseLong(parameter(call.request(), "version"));
            return there != null && there.version() >= version
                    ? error(409, "version_conflict_engine_exception")
                    : store(id, call.json(), version);
        }
        boolean same = there != null
                && parameter(call.request(), "if_seq_no").equals(Long.toString(there.sequence()))
                && parameter(call.request(), "if_primary_term").equals("1");
        return same ? store(id, call.json(), there.version() + 1) : error(409, "version_conflict_engine_exception");
    }

    private static String parameter(Request request, String name) {
        return request.queryParameter(name).isPresent()
                ? request.queryParameter(name).firstValue()
                : "";
    }

    private ResponseDefinitionBuilder store(String id, JsonNode source, long version) {
        if (!source.has("@timestamp")) {
            return error(400, "document_parsing_exception");
        }
        documents.put(id, new Stored(source, version, sequence++));
        return RuleServer.json(version == 1 ? 201 : 200, "{\"_id\":\"" + id + "\",\"_version\":" + version + "}");
    }

    private ResponseDefinitionBuilder get(String id) {
        Stored there = documents.get(id);
        return there == null
                ? RuleServer.json(404, "{\"found\":false}")
                : RuleServer.json(
                        200,
                        "{\"found\":true,\"_seq_no\":" + there.sequence()
                                + ",\"_primary_term\":1,\"_source\":{\"outrider\":" + "{\"revision\":"
                                + there.source().at("/outrider/revision") + "}}}");
    }

    private static ResponseDefinitionBuilder error(int status, String type) {
        return RuleServer.json(
                status, "{\"error\":{\"type\":\"" + type + "\",\"reason\":\"synthetic\"},\"status\":" + status + "}");
    }

    private void start(String... more) throws Exception {
        Map<String, String> parameters =
                Map.of("url", server.url(), "index", "outrider-alerts", "apiKey", "synthetic-key");
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED), "sinks/elasticsearch", "elasticsearch", parameters, more);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private void send(int revision) {
        sink.send(RenderedFindings.document(
                "TTP", RenderedFindings.row(), revision, revision == 0 ? Activity.CREATE : Activity.UPDATE));
    }

    private long revision() {
        assertThat(documents).hasSize(1);
        return documents.get("5ca1ab1e").source().at("/outrider/revision").asLong();
    }

    // Orders as they come from tries again, from a queue that was read twice, from a process that was killed.
    @ParameterizedTest
    @ValueSource(strings = {"0", "00", "012", "001122", "0120", "01201", "21", "210", "1010", "20212"})
    void thereIsOneDocumentWithTheLastRevisionWhateverTheOrder(String revisions) throws Exception {
        start();
        revisions.chars().forEach(revision -> send(revision - '0'));

        assertThat(revision()).isEqualTo(revisions.chars().max().orElseThrow() - '0');
        assertThat(documents.get("5ca1ab1e").source().at("/event/kind").asText())
                .isEqualTo("alert");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void documentThatSomebodyEditedHasTheNextRevisionAllTheSame() throws Exception {
        start();
        send(0);
        Stored there = documents.get("5ca1ab1e");
        documents.put("5ca1ab1e", new Stored(there.source(), 17, sequence++));
        send(1);
        send(1);

        assertThat(revision()).isEqualTo(1);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void dataStreamHasADocumentForEachRevision() throws Exception {
        dataStream = true;
        start("dataStream", "true");
        send(0);
        send(1);
        send(1);

        assertThat(documents.keySet()).containsExactly("5ca1ab1e-0", "5ca1ab1e-1");
        assertThat(sink.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413})
    void answersThatWillNotChangeAreRefusals(int status) throws Exception {
        server.then(error(status, "synthetic_exception"));
        start();
        send(0);

        assertThat(server.lines()).hasSize(1);
        assertThat(sink.deadLetters()).singleElement().asString().contains("synthetic_exception");
    }

    @Test
    void busyAndBrokenServersAreTriedAgain() throws Exception {
        server.then(aResponse().withStatus(429).withHeader("Retry-After", "1"))
                .then(error(503, "unavailable_shards_exception"))
                .then(error(403, "cluster_block_exception"));
        start();
        send(0);

        assertThat(server.lines()).hasSize(4);
        assertThat(revision()).isZero();
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void callsNameIndexAlertAndVersion() throws Exception {
        start();
        send(0);
        send(1);

        assertThat(server.lines())
                .isEqualTo(List.of(
                        "PUT /outrider-alerts/_create/5ca1ab1e",
                        "PUT /outrider-alerts/_doc/5ca1ab1e?version=2&version_type=external"));
    }
}
