package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.outrider.deliver.SyntheticFinding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The route of ServiceNow's sink as it is shipped, against {@link ServiceNowStub}. Findings are synthetic. */
class ServiceNowRouteTest {

    private static final String PASSWORD = "hunter2-password";

    private final ServiceNowStub stub = new ServiceNowStub(
            "Basic " + Base64.getEncoder().encodeToString(("outrider:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    private final RuledServer server = new RuledServer(stub);

    private TicketSink sink;

    private void start(String... properties) throws Exception {
        Map<String, String> parameters = Map.of("url", server.url(), "user", "outrider", "password", PASSWORD);
        sink = new TicketSink("servicenow", parameters, properties);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    @Test
    void alertHasOneRecordAndEachRevisionOneWorkNoteHoweverOftenTheyCome() throws Exception {
        start("fields", "{\"category\": \"network\"}");
        for (int i = 0; i < 2; i++) {
            sink.send(SyntheticFinding.revision(0));
            sink.send(SyntheticFinding.revision(1));
            sink.send(SyntheticFinding.closed(2));
        }

        assertThat(stub.records).hasSize(1);
        assertThat(stub.records.get(0))
                .containsEntry("short_description", "[High] Remote Process")
                .containsEntry("correlation_id", SyntheticFinding.ID)
                .containsEntry("correlation_display", "Outrider, revision 2")
                .containsEntry("impact", "2")
                .containsEntry("urgency", "1")
                .containsEntry("category", "network")
                .doesNotContainKey("state");
        assertThat(stub.records.get(0).get("description"))
                .startsWith("winrs on ws-042 by alice")
                .endsWith("Outrider " + SyntheticFinding.ID + "-0");
        assertThat(stub.notes()).hasSize(2);
        assertThat(stub.notes().get(0)).startsWith("[High] Remote Process\nRevision 1, the row has changed. winrs");
        assertThat(stub.notes().get(1)).startsWith("[High] Remote Process\nRevision 2, closed: the row is no more.");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void valuesOfEventsAreNoHtmlInAJournal() throws Exception {
        start();
        sink.send(SyntheticFinding.revision(0));
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.notes().get(0)).contains("[ code]<b>x</b>[/ code]").doesNotContain("[code]", "[/code]");
    }

    @Test
    void updateWithoutARecordOpensOneAndAClosedAlertSetsWhatIsWanted() throws Exception {
        start("table", "sn_si_incident", "closeFields", "{\"state\": 6, \"close_code\": \"Solved\"}");
        sink.send(SyntheticFinding.revision(3));
        assertThat(stub.records).hasSize(1);
        assertThat(stub.records.get(0))
                .containsEntry("correlation_display", "Outrider, revision 3")
                .containsEntry("category", "security");

        sink.send(SyntheticFinding.closed(4));
        assertThat(stub.records.get(0)).containsEntry("state", "6").containsEntry("close_code", "Solved");
        assertThat(stub.notes()).hasSize(1);
    }

    @Test
    void recordThatWasMadeThoughItsAnswerWasLostIsFoundAtTheNextTry() throws Exception {
        start();
        server.next("GET", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        server.next("POST", aResponse().withStatus(500));
        sink.send(SyntheticFinding.revision(0));
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.records).hasSize(1);
        assertThat(server.methods()).containsExactly("GET", "GET", "POST", "GET", "POST", "GET");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void waitThatTheInstanceAsksForIsKept() throws Exception {
        start();
        server.next("GET", aResponse().withStatus(429).withHeader("Retry-After", "1"));
        server.next("POST", aResponse().withStatus(503).withHeader("Retry-After", "1"));
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.records).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void tableThatDropsTheConditionDoesNotGetANoteInAnotherRecord() throws Exception {
        stub.records.add(new HashMap<>(Map.of("sys_id", "1", "number", "INC1", "correlation_id", "someone-elses")));
        stub.missing = Set.of("correlation_id");
        start();
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.workNotes).isEmpty();
        assertThat(stub.records).hasSize(1);
        assertThat(sink.onlyReason())
                .startsWith("servicenow soc at 127.0.0.1: expected the record of correlation_id " + SyntheticFinding.ID)
                .endsWith("let the sink's user read correlation_id of the table");
    }

    @Test
    void userWhoMayNotWriteTheIdIsToldOf() throws Exception {
        stub.missing = Set.of("correlation_id");
        start();
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason())
                .contains("expected a record with correlation_id " + SyntheticFinding.ID + ", but found 201:");
    }

    @Test
    void mandatoryFieldThatIsMissingIsToldInTheInstancesWords() throws Exception {
        stub.mandatory = Set.of("caller_id");
        start();
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason())
                .contains("answered 403: ")
                .contains("The following fields are mandatory: caller_id");
        assertThat(stub.records).isEmpty();
    }

    @Test
    void wrongPasswordIsRefusedAtOnceAndNotTold() throws Exception {
        start("password", "hunter2-wrong");
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason())
                .startsWith("servicenow soc at 127.0.0.1 answered 401: ")
                .contains("User Not Authenticated");
        assertThat(server.methods()).hasSize(1);
    }

    // A sleeping developer instance answers with a page.
    @Test
    void answerOfSuccessWithoutARecordIsAFailureAndNotNoRecord() throws Exception {
        start();
        for (int i = 0; i < 4; i++) {
            server.next("GET", aResponse().withStatus(200).withBody("<html>Your instance is hibernating</html>"));
        }
        sink.send(SyntheticFinding.revision(0));

        assertThat(server.methods()).containsExactly("GET", "GET", "GET", "GET");
        assertThat(sink.onlyReason())
                .isEqualTo("servicenow soc at 127.0.0.1: expected a list at /result of the answer, but found 200:"
                        + " <html>Your instance is hibernating</html>");
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.records).hasSize(1);
    }
}
