package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.deliver.SyntheticFinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The route of Jira's sink as it is shipped, against {@link JiraStub}. Findings are synthetic. */
class JiraRouteTest {

    private static final String TOKEN = "hunter2-token";
    private static final String ALERT_LABEL = "alert-" + SyntheticFinding.ID;

    private JiraStub stub;
    private RuledServer server;
    private TicketSink sink;
    private Map<String, String> parameters;
    private String[] more;

    private void start(boolean cloud, String... properties) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString(("outrider@example.com:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        stub = new JiraStub(cloud, cloud ? "Basic " + basic : "Bearer " + TOKEN);
        server = new RuledServer(stub);
        parameters = new HashMap<>(Map.of("url", server.url(), "token", TOKEN, "project", "SOC"));
        parameters.put(cloud ? "email" : "deployment", cloud ? "outrider@example.com" : "data-center");
        more = properties;
        sink = new TicketSink(stub.clock, "jira", parameters, more);
    }

    /** The process ends, and another one goes on. */
    private void restart() throws Exception {
        sink.close();
        sink = new TicketSink(stub.clock, "jira", parameters, more);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        stub.issues.get(0).get("labels").forEach(label -> labels.add(label.asText()));
        return labels;
    }

    @Test
    void alertHasOneIssueOfCloudAndEachRevisionOneCommentHoweverOftenTheyCome() throws Exception {
        start(
                true,
                "priorities",
                "informational=Lowest, low=Low, medium=Medium, high=High, critical=Highest",
                "fields",
                "{\"components\": [{\"name\": \"Endpoint\"}], \"customfield_10010\": {\"child\": {\"value\": \"x\"} } }");
        for (int i = 0; i < 2; i++) {
            sink.send(SyntheticFinding.revision(0));
            sink.send(SyntheticFinding.revision(1));
            sink.send(SyntheticFinding.closed(2));
        }

        assertThat(stub.issues).hasSize(1);
        JsonNode issue = stub.issues.get(0);
        assertThat(issue.get("summary").asText()).isEqualTo("[High] Remote Process");
        assertThat(issue.at("/issuetype/name").asText()).isEqualTo("Task");
        assertThat(issue.at("/priority/name").asText()).isEqualTo("High");
        assertThat(issue.at("/components/0/name").asText()).isEqualTo("Endpoint");
        assertThat(issue.at("/customfield_10010/child/value").asText()).isEqualTo("x");
        assertThat(labels()).containsExactlyInAnyOrder(ALERT_LABEL, "outrider-revision-2", "T1021.006", "T1059");
        assertThat(issue.at("/description/content/0/content/0/text").asText()).startsWith("winrs on ws-042 by alice");
        assertThat(issue.at("/description/content/1/type").asText()).isEqualTo("codeBlock");
        assertThat(issue.at("/description/content/1/content/0/text").asText())
                .contains("\nprocess: winrs -r:ws-042\u240aDetection: harmless");
        assertThat(stub.comments.get(0)).hasSize(2);
        assertThat(stub.comments.get(0).get(1).at("/content/0/content/0/text").asText())
                .startsWith("Revision 2, closed: the row is no more. ");
        assertThat(stub.transitions).isEmpty();
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void alertHasOneIssueOfDataCenterInWikiMarkupThatMeansNothing() throws Exception {
        start(false);
        for (int i = 0; i < 2; i++) {
            sink.send(SyntheticFinding.revision(0));
            sink.send(SyntheticFinding.revision(1));
        }

        assertThat(stub.issues).hasSize(1);
        assertThat(labels()).contains(ALERT_LABEL, "outrider-revision-1").doesNotContain("outrider-revision-0");
        String description = stub.issues.get(0).get("description").asText();
        assertThat(description).startsWith("{noformat}\nwinrs on ws-042").endsWith("\n{noformat}");
        assertThat(description.split("\\{noformat", -1))
                .as("begin and end alone")
                .hasSize(3);
        assertThat(stub.issues.get(0).has("priority")).isFalse();
        assertThat(stub.comments.get(0)).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateWithoutAnIssueOpensOneAndAClosedAlertMakesTheTransitionIfThereIsOne() throws Exception {
        start(true, "closeTransition", "31");
        stub.clock.advance(Duration.ofMinutes(1));
        sink.send(SyntheticFinding.revision(3));
        assertThat(labels()).contains(ALERT_LABEL, "outrider-revision-3");

        sink.send(SyntheticFinding.closed(4));
        assertThat(stub.transitions).containsExactly("31");
        stub.possible = Set.of();
        sink.send(SyntheticFinding.closed(5));
        assertThat(stub.comments.get(0)).hasSize(2);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void fieldThatTheProjectDoesNotTakeIsRefusedAtOnceWithJirasWords() throws Exception {
        start(true, "priorities", "informational=a, low=a, medium=a, high=a, critical=a");
        stub.offScreen = Set.of("priority");
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason())
                .startsWith("jira soc at 127.0.0.1 answered 400: ")
                .contains("\"priority\":\"Field 'priority' cannot be set.");
        assertThat(server.methods()).containsExactly("POST", "POST");
    }

    @Test
    void issueThatWasMadeThoughTheAnswerToAnUpdateWasLostHasTheCommentOnce() throws Exception {
        start(true);
        sink.send(SyntheticFinding.revision(0));
        server.next("PUT", aResponse().withStatus(502));
        sink.send(SyntheticFinding.revision(1));
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.comments.get(0)).hasSize(1);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void waitThatJiraAsksForIsKept() throws Exception {
        start(true);
        server.next("POST", aResponse().withStatus(429).withHeader("Retry-After", "1"));
        sink.send(SyntheticFinding.revision(0));

        assertThat(stub.issues).hasSize(1);
    }

    @Test
    void wrongTokenIsRefusedAtOnceAndNotTold() throws Exception {
        start(true, "token", "hunter2-wrong");
        sink.send(SyntheticFinding.revision(0));

        assertThat(sink.onlyReason()).startsWith("jira soc at 127.0.0.1 answered 401: ");
        assertThat(server.methods()).hasSize(1);
    }

    @Test
    void answerOfSuccessWithoutAnIdIsAFailureToldAndTheIssueIsFoundAtTheNextTry() throws Exception {
        start(true);
        sink.send(SyntheticFinding.revision(0));
        server.next("POST", aResponse().withStatus(200).withBody("<html>Log in</html>"));
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.issues).hasSize(1);
        assertThat(stub.comments.get(0)).hasSize(1);
    }

    @Test
    void updateRightBehindItsCreateIsACommentThoughTheSearchDoesNotShowTheIssueYet() throws Exception {
        start(true);
        stub.lag = Duration.ofSeconds(30);
        sink.send(SyntheticFinding.revision(0));
        sink.send(SyntheticFinding.revision(1));
        sink.send(SyntheticFinding.closed(2));

        assertThat(stub.issues).hasSize(1);
        assertThat(stub.comments.get(0)).hasSize(2);
        assertThat(labels()).contains("outrider-revision-2").doesNotContain("outrider-revision-1");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateBehindARestartWaitsUntilTheSearchShowsTheIssueAndIsItsOnlyComment() throws Exception {
        start(true);
        stub.lag = Duration.ofSeconds(30);
        sink.send(SyntheticFinding.revision(0));
        stub.clock.advance(Duration.ofSeconds(3));
        restart();
        sink.send(SyntheticFinding.revision(1));

        assertThat(stub.issues).hasSize(1);
        assertThat(sink.onlyReason()).contains("an earlier process may have opened just before it ended");
        stub.clock.advance(Duration.ofMinutes(1));
        sink.send(SyntheticFinding.revision(1));
        assertThat(stub.issues).hasSize(1);
        assertThat(stub.comments.get(0)).hasSize(1);
        assertThat(sink.reasons()).hasSize(1);
    }

    @Test
    void createThatAKilledProcessSentAndDidNotWriteDownOpensNoSecondIssue() throws Exception {
        start(true);
        stub.lag = Duration.ofSeconds(30);
        sink.send(SyntheticFinding.revision(0));
        // Behind the moment at which the finding was said.
        stub.clock.advance(Duration.ofSeconds(62));
        stub.lag = Duration.ofSeconds(90);
        restart();
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.issues).hasSize(1);
        assertThat(sink.reasons()).hasSize(1);

        stub.clock.advance(Duration.ofMinutes(1));
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.issues).hasSize(1);
        assertThat(sink.reasons()).hasSize(1);
    }

    @Test
    void issueThatWasMadeThoughTheAnswerWasLostIsWaitedFor() throws Exception {
        start(true);
        stub.lag = Duration.ofSeconds(30);
        stub.losesAnswers = true;
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.issues).hasSize(1);
        assertThat(sink.onlyReason()).contains("asked for without an answer");

        stub.clock.advance(Duration.ofSeconds(31));
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.issues).hasSize(1);
        assertThat(sink.reasons()).hasSize(1);
    }

    @Test
    void revisionThatComesAgainAddsNothingThoughTheSearchShowsOldLabels() throws Exception {
        start(true);
        stub.lag = Duration.ofSeconds(30);
        sink.send(SyntheticFinding.revision(0));
        stub.clock.advance(Duration.ofMinutes(2));
        sink.send(SyntheticFinding.revision(1));
        restart();
        sink.send(SyntheticFinding.revision(1));
        sink.send(SyntheticFinding.revision(2));

        assertThat(stub.comments.get(0)).hasSize(2);
        assertThat(labels())
                .contains("outrider-revision-2")
                .doesNotContain("outrider-revision-0", "outrider-revision-1");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void refusedIssueLeavesNothingToWaitForAndADeletedOneIsOpenedAnew() throws Exception {
        start(true, "priorities", "informational=a, low=a, medium=a, high=a, critical=a");
        stub.offScreen = Set.of("priority");
        sink.send(SyntheticFinding.revision(0));
        assertThat(sink.reasons()).hasSize(1);

        stub.offScreen = Set.of();
        sink.send(SyntheticFinding.revision(0));
        assertThat(stub.issues).hasSize(1);
        stub.clock.advance(Duration.ofMinutes(1));
        stub.issues.get(0).putArray("labels");
        sink.send(SyntheticFinding.revision(1));
        assertThat(stub.issues).hasSize(2);
        assertThat(sink.reasons()).hasSize(1);
    }
}
