package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.deliver.OpenSearchServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of the packaged application in a real OpenSearch, from a file of events on. Events are synthetic. */
class OpenSearchIT {

    private static OpenSearchServer server;

    @TempDir
    Path directory;

    private Gateway gateway;

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

    @BeforeEach
    void startGateway() throws IOException {
        gateway = new Gateway(server.url());
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(150)).untilAsserted(assertion);
    }

    private Outrider outrider(String... properties) throws IOException {
        return new Outrider(directory)
                .configured("outrider.egress.allow = 127.0.0.0/8\n" + String.join("\n", properties));
    }

    // With a timeout that no busy machine makes two calls of one.
    private String sink(String name, String index) {
        return """
                outrider.sink.%1$s.type = elasticsearch
                outrider.sink.%1$s.url = %2$s
                outrider.sink.%1$s.index = %3$s
                outrider.sink.%1$s.timeout = 60000
                """.formatted(name, gateway.url(), index);
    }

    private static String at(String time) throws IOException {
        return Outrider.event().replaceAll("SystemTime='[^']*'", "SystemTime='" + time + "'") + "\n";
    }

    // Matches nothing, and moves the time on.
    private static String later() throws IOException {
        return at("2025-06-03T14:00:00Z").replace("winrs", "notepad");
    }

    private static List<String> ids(Outrider outrider) {
        return outrider.alerts().stream()
                .map(alert -> alert.at("/metadata/uid").asText())
                .toList();
    }

    @Test
    void eachAlertIsOneDocumentUnderItsIdAndOneThatComesTwiceCountsAsDelivered() throws IOException {
        Outrider outrider = outrider("outrider.sinks = alerts, soc, twin", sink("soc", "twice"), sink("twin", "twice"));
        try (Outrider.Service service = outrider.start()) {
            String event = Outrider.event();
            outrider.drop(
                    "events.log",
                    event + "\n" + event.replace("whoami", "hostname") + "\n" + event.replace("whoami", "ver") + "\n");
            await(() -> assertThat(gateway.calls()).as(service::log).hasSize(6));
            await(() -> assertThat(outrider.alerts()).hasSize(3));
            service.stop();
            assertThat(service.log()).contains("3 alerts, 0 undelivered").doesNotContain("does not get the alert");
        }
        assertThat(gateway.calls())
                .containsExactlyInAnyOrderElementsOf(ids(outrider).stream()
                        .map("PUT /twice/_create/"::concat)
                        .flatMap(call -> Stream.of(call + " 201", call + " 409"))
                        .toList());
        Map<String, JsonNode> documents = server.documents("twice");
        assertThat(documents.keySet()).containsExactlyInAnyOrderElementsOf(ids(outrider));
        assertThat(documents).allSatisfy((id, document) -> {
            assertThat(document.get("_version").asInt()).isOne();
            assertThat(document.at("/_source/event/id").asText()).isEqualTo(id);
        });
    }

    @Test
    void alertWhoseAnswerAKillLostIsNoSecondDocumentAndAnUpdateReplacesItWhereUpdatesAreWanted() throws IOException {
        Outrider outrider = outrider(
                        "outrider.sinks = soc, first",
                        sink("soc", "last") + "outrider.sink.soc.updates = true",
                        sink("first", "first") + "outrider.sink.first.updates = false")
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200");
        gateway.loses(true);
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("first.log", at("2025-06-03T09:05:00Z"));
            await(() -> assertThat(gateway.calls()).as(service::log).hasSize(2));
            service.kill();
        }
        String id = server.documents("last").keySet().iterator().next();
        assertThat(gateway.calls())
                .containsExactlyInAnyOrder("PUT /last/_create/" + id + " 201", "PUT /first/_create/" + id + " 201");

        gateway.loses(false);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(gateway.calls()).as(service::log).hasSize(4));
            assertThat(gateway.calls())
                    .contains("PUT /last/_create/" + id + " 409", "PUT /first/_create/" + id + " 409");
            outrider.drop("second.log", at("2025-06-03T09:06:00Z") + at("2025-06-03T09:07:00Z") + later());
            await(() -> assertThat(gateway.calls())
                    .as(service::log)
                    .contains("PUT /last/_doc/" + id + "?version=2&version_type=external 200"));
            service.stop();
            assertThat(service.log()).contains("0 undelivered").doesNotContain("does not get the alert");
        }
        assertThat(gateway.calls()).hasSize(5);
        assertThat(server.documents("last")).containsOnlyKeys(id);
        JsonNode last = server.documents("last").get(id);
        assertThat(last.get("_version").asInt()).isEqualTo(2);
        assertThat(last.at("/_source/outrider/revision").asInt()).isOne();
        assertThat(last.at("/_source/outrider/activity").asText()).isEqualTo("update");
        assertThat(last.at("/_source/outrider/count").asInt()).isEqualTo(3);
        JsonNode first = server.documents("first").get(id);
        assertThat(first.get("_version").asInt()).isOne();
        assertThat(first.at("/_source/outrider/count").asInt()).isOne();
    }

    @Test
    void alertThatTheMappingRefusesIsADeadLetterWithTheServersReasonAndIsThereOnceTheMappingIsMended()
            throws IOException {
        server.call("PUT", "/strict", "{\"mappings\": {\"dynamic\": \"strict\"}}");
        Outrider outrider = outrider("outrider.sinks = soc", sink("soc", "strict"));
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("events.log", Outrider.event() + "\n");
            await(() -> assertThat(service.log()).contains("outrider deadletter has it as soc/1"));
            JsonNode letter = outrider.call("deadletter", "show", "soc/1").json();
            assertThat(letter.get("tries").asInt()).isOne();
            assertThat(letter.get("reason").asText())
                    .startsWith("elasticsearch soc at 127.0.0.1 answered 400: ")
                    .contains(
                            "\"strict_dynamic_mapping_exception\"",
                            "mapping set to strict, dynamic introduction of [@timestamp] within [_doc] is not allowed");
            assertThat(server.documents("strict")).isEmpty();

            server.call("PUT", "/strict/_mapping", "{\"dynamic\": true}");
            outrider.call("deadletter", "retry", "soc/1");
            String id = letter.at("/finding/metadata/uid").asText();
            await(() -> assertThat(gateway.calls())
                    .containsExactly("PUT /strict/_create/" + id + " 400", "PUT /strict/_create/" + id + " 201"));
            service.stop();
        }
        assertThat(server.documents("strict")).hasSize(1);
    }
}
