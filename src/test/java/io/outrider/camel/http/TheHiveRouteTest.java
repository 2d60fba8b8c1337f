package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.deliver.SyntheticFinding;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The route of TheHive's sink as it is shipped, against {@link TheHiveStub}. Findings are synthetic. */
class TheHiveRouteTest {

    private static final String TOKEN = "hunter2-token";

    private final TheHiveStub stub = new TheHiveStub(TOKEN);
    private final RuledServer server = new RuledServer(stub);
    private TicketSink sink;

    private void start(String... properties) throws Exception {
        Map<String, String> parameters = Map.of("url", server.url() + "/", "token", TOKEN);
        sink = new TicketSink("thehive", parameters, properties);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    @Test
    void alertIsThereOnceAndEachRevisionIsOneCommentHoweverOftenTheyCome() throws Exception {
        start();
        for (int i = 0; i < 2; i++) {
            sink.send(SyntheticFinding.revision(0));
            sink.send(SyntheticFinding.revision(1));
            sink.send(SyntheticFinding.closed(2));
        }

        assertThat(stub.alerts).hasSize(1);
        JsonNode alert = stub.alerts.get(0);
        assertThat(alert.get("sourceRef").asText()).isEqualTo(SyntheticFinding.ID);
        assertThat(alert.get("title").asText()).isEqualTo("[High] Remote Process");
        assertThat(alert.get("severity").asInt()).isEqualTo(3);
        assertThat(alert.get("date").asLong()).isEqualTo(1735689600000L);
        assertThat(alert.get("tags").toString()).isEqualTo("[\"attack.t1021.006\",\"attack.t1059\"]");
        assertThat(alert.get("procedures").toString())
                .isEqualTo("["
                        + "{\"patternId\":\"T1021.006\",\"tactic\":\"lateral-movement\",\"occurDate\":1735689600000}"
                        + "]");
        assertThat(alert.get("observables")).hasSize(3);
        assertThat(alert.at("/observables/0/tags").toString()).isEqualTo("[\"dest\"]");
        assertThat(alert.at("/observables/1/dataType").asText()).isEqualTo("ip");
        assertThat(alert.at("/observables/1/tags")).isEmpty();
        assertThat(alert.get("description").asText())
                .startsWith("winrs on ws\\-042 by alice")
                .contains("\\<b\\>x", "\n````\nDetection: Remote Process");
        assertThat(stub.comments).hasSize(2);
        assertThat(stub.comments.get(0)).startsWith("Revision 1\\, the row has changed\\. winrs");
        assertThat(stub.statuses).isEmpty();
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateWithoutAnAlertMakesOneAndAClosedAlertHasTheStatusThatIsWanted() throws Exception {
        start("closeStatus", "Ignored");
        sink.send(SyntheticFinding.revision(3));
        sink.send(SyntheticFinding.closed(4));

        assertThat(stub.alerts).hasSize(1);
        assertThat(stub.comments).hasSize(1);
        assertThat(stub.statuses).containsExactly("Ignored");
    }

    @Test
    void alertThatAnotherCallMadeInTheMeantimeIsDelivered() throws Exception {
        start();
        sink.send(SyntheticFinding.revision(0));
        server.next("POST", aResponse().withStatus(200).withBody("[]"));
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.alerts).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateWhoseAlertAnotherCallMadeInTheMeantimeIsItsComment() throws Exception {
        start("closeStatus", "Ignored");
        sink.send(SyntheticFinding.revision(0));
        stub.blindFor = 1;
        sink.send(SyntheticFinding.revision(1));
        assertThat(stub.comments).hasSize(1);

        stub.blindFor = 1;
        sink.send(SyntheticFinding.closed(2));
        assertThat(stub.alerts).hasSize(1);
        assertThat(stub.comments).hasSize(2);
        assertThat(stub.statuses).containsExactly("Ignored");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateThatMadeTheAlertItselfIsNoCommentOfItWhenItComesAgain() throws Exception {
        start();
        sink.send(SyntheticFinding.revision(3));
        stub.blindFor = 1;
        sink.send(SyntheticFinding.revision(3));
        sink.send(SyntheticFinding.revision(3));

        assertThat(stub.alerts).hasSize(1);
        assertThat(stub.comments).isEmpty();
    }

    @Test
    void duplicateThatIsNotFoundYetIsTriedAgain() throws Exception {
        start();
        sink.send(SyntheticFinding.revision(0));
        // Of the four tries three look twice and find nothing.
        stub.blindFor = 6;
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.alerts).hasSize(1);
        assertThat(stub.comments).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    // Not each "already exist" means that the alert is there.
    @Test
    void refusalThatOnlySoundsLikeADuplicateIsOne() throws Exception {
        start();
        stub.refusal = "Observable already exists";
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason())
                .startsWith("thehive soc at 127.0.0.1 answered 400: ")
                .contains("Observable already exists");
    }

    @Test
    void alertWhoseTechniqueTheInstanceDoesNotKnowIsMadeWithoutProcedures() throws Exception {
        start();
        stub.patterns = Set.of("T1566");
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.alerts).hasSize(1);
        assertThat(stub.alerts.get(0).has("procedures")).isFalse();
        assertThat(stub.alerts.get(0).get("tags")).hasSize(2);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void waitThatItAsksForIsKept() throws Exception {
        start();
        server.next("POST", aResponse().withStatus(503).withHeader("Retry-After", "1"));
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.alerts).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void wrongTokenIsRefusedAtOnceAndNotTold() throws Exception {
        start("token", "hunter2-wrong");
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason()).startsWith("thehive soc at 127.0.0.1 answered 401: ");
        assertThat(server.methods()).hasSize(1);
    }
}
