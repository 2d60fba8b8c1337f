package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.SinkUnderTest;
import io.outrider.cim.Value;
import io.outrider.deliver.OpenSearchServer;
import io.outrider.deliver.RenderedFindings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Elasticsearch sink's route as it is shipped, against a real OpenSearch, whose indexes the sink's first call makes unless a test
 * says otherwise. Findings are synthetic.
 */
class OpenSearchRouteIT {

    private static OpenSearchServer server;

    private SinkUnderTest sink;

    @BeforeAll
    static void startServer() {
        server = OpenSearchServer.started();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    // The tests share a server: each has an index of its own.
    private void start(String index, String... more) throws Exception {
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED),
                "sinks/elasticsearch",
                "elasticsearch",
                Map.of("url", server.url(), "index", index),
                more);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
    }

    private void send(int revision) {
        sink.send(RenderedFindings.document(
                "TTP", RenderedFindings.row(), revision, revision == 0 ? Activity.CREATE : Activity.UPDATE));
    }

    private static JsonNode only(String index) {
        Map<String, JsonNode> documents = server.documents(index);
        assertThat(documents).containsOnlyKeys(RenderedFindings.ID);
        return documents.get(RenderedFindings.ID);
    }

    private static int revision(JsonNode document) {
        return document.at("/_source/outrider/revision").asInt(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00", "012", "001122", "0120", "01201", "21", "210", "1010", "20212"})
    void thereIsOneDocumentWithTheLastRevisionWhateverTheOrder(String revisions) throws Exception {
        String index = "order-" + revisions;
        start(index);
        revisions.chars().forEach(revision -> send(revision - '0'));

        assertThat(revision(only(index))).isEqualTo(revisions.chars().max().orElseThrow() - '0');
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void documentThatSomebodyEditedHasTheNextRevisionAllTheSame() throws Exception {
        start("edited");
        send(0);
        for (int i = 0; i < 5; i++) {
            server.call("POST", "/edited/_update/" + RenderedFindings.ID, "{\"doc\": {\"note\": " + i + "}}");
        }
        send(1);
        send(1);
        assertThat(only("edited").get("_version").asInt()).isEqualTo(7);
        send(2);

        assertThat(revision(only("edited"))).isEqualTo(2);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void documentThatSomebodyDeletedIsThereAgainWithTheNextRevision() throws Exception {
        start("deleted");
        send(0);
        server.call("DELETE", "/deleted/_doc/" + RenderedFindings.ID, "");
        send(1);
        send(1);

        assertThat(revision(only("deleted"))).isEqualTo(1);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void dataStreamHasADocumentForEachRevision() throws Exception {
        server.call("PUT", "/_index_template/stream", "{\"index_patterns\": [\"stream\"], \"data_stream\": {}}");
        start("stream", "dataStream", "true");
        send(1);
        send(0);
        send(1);

        assertThat(server.documents("stream").keySet())
                .containsExactly(RenderedFindings.ID + "-0", RenderedFindings.ID + "-1");
        assertThat(sink.deadLetters()).isEmpty();
    }

    // What security_content_ctime makes of firstTime and lastTime in most published detections.
    @Test
    void rowWithTimesIsTakenByAnIndexThatTheClusterMakes() throws Exception {
        start("times");
        Map<String, Value> row = new LinkedHashMap<>(RenderedFindings.row());
        row.put("firstTime", Value.of("2026-01-01T10:15:00"));
        row.put("lastTime", Value.of("2026-01-01T10:16:30"));
        sink.send(RenderedFindings.document(row));

        assertThat(sink.deadLetters()).isEmpty();
        only("times");
    }

    // A document for each revision, so that three may differ.
    @Test
    void indexByThePagesTemplateTakesWhateverComesFirst() throws Exception {
        String page = Files.readString(Path.of("docs/reference/sinks/elasticsearch.md"));
        server.call("PUT", "/_index_template/outrider", page.split("```json\\s|```")[3]);
        start("outrider-alerts-2026", "dataStream", "true");
        List<String> names = List.of("2026-01-01", "WS-042", "127.0.0.1");
        for (int i = 0; i < names.size(); i++) {
            Value name = Value.of(names.get(i));
            Map<String, Value> row = new LinkedHashMap<>(RenderedFindings.row());
            row.replaceAll((column, value) -> name);
            sink.send(RenderedFindings.document("TTP", row, i, i == 0 ? Activity.CREATE : Activity.UPDATE));
        }

        assertThat(sink.deadLetters()).isEmpty();
        assertThat(server.documents("outrider-alerts-2026")).hasSize(3);
    }

    @Test
    void documentThatTheMappingRefusesIsSetAsideWithTheServersReason() throws Exception {
        server.call("PUT", "/strict", "{\"mappings\": {\"dynamic\": \"strict\"}}");
        start("strict");
        send(0);
        send(1);

        assertThat(server.documents("strict")).isEmpty();
        assertThat(sink.deadLetters())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason)
                        .startsWith("elasticsearch soc at 127.0.0.1 answered 400: {\"error\":")
                        .contains("\"strict_dynamic_mapping_exception\"", "dynamic introduction of [@timestamp]"));
    }

    @Test
    void indexThatTheClusterMayNotMakeIsARefusal() throws Exception {
        String setting = "{\"persistent\": {\"action.auto_create_index\": %s}}";
        server.call("PUT", "/_cluster/settings", setting.formatted("\"false\""));
        try {
            start("nowhere");
            send(0);
            send(1);
        } finally {
            server.call("PUT", "/_cluster/settings", setting.formatted("null"));
        }
        assertThat(sink.deadLetters())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("answered 404: ", "no such index [nowhere]"));
    }
}
