package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.deliver.RequestTrackerServer;
import io.outrider.deliver.SyntheticFinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The route of Request Tracker's sink as it is shipped, against a real Request Tracker. Findings are synthetic. */
class RequestTrackerRouteTest {

    private static RequestTrackerServer tracker;

    private TicketSink sink;

    @BeforeAll
    static void startTracker() {
        tracker = RequestTrackerServer.started();
    }

    @AfterAll
    static void stopTracker() {
        if (tracker != null) {
            tracker.close();
        }
    }

    private void start(String... properties) throws Exception {
        Map<String, String> parameters =
                new HashMap<>(Map.of("url", tracker.url(), "token", tracker.token(), "queue", "SOC"));
        for (int i = 0; i < properties.length; i += 2) {
            parameters.put(properties[i], properties[i + 1]);
        }
        sink = new TicketSink("request-tracker", parameters);
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
    }

    private static String only(List<String> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    // The tests share a server: each has an alert of its own.
    private static Map<String, Object> finding(String alert, int revision, int activity) {
        return SyntheticFinding.of(alert.repeat(16), revision, activity);
    }

    private String added(List<String> before) {
        return only(tracker.tickets("SOC").stream()
                .filter(id -> !before.contains(id))
                .toList());
    }

    @Test
    void alertHasOneTicketAndEachRevisionOneCommentHoweverOftenTheyCome() throws Exception {
        List<String> before = tracker.tickets("SOC");
        start("fields", "{\"Requestor\": \"soc@example.com\"}");
        for (int i = 0; i < 2; i++) {
            sink.send(finding("0001", 0, 1));
            sink.send(finding("0001", 1, 2));
            sink.send(finding("0001", 2, 3));
        }

        String ticket = added(before);
        assertThat(tracker.ticket(ticket).get("Subject").asText()).isEqualTo("[High] Remote Process");
        assertThat(tracker.ticket(ticket).get("Priority").asInt()).isEqualTo(100);
        assertThat(tracker.ticket(ticket).get("Status").asText()).isEqualTo("new");
        assertThat(tracker.ticket(ticket).at("/CustomFields/0/values/0").asText())
                .isEqualTo("0001".repeat(16));
        assertThat(tracker.ticket(ticket).at("/Requestor/0/id").asText()).isEqualTo("soc@example.com");
        List<String> texts = tracker.texts(ticket);
        assertThat(texts).hasSize(3);
        assertThat(texts.get(0))
                .startsWith("winrs on ws-042 by alice")
                .contains("caf\u00e9 \ud83d\ude00\n\nDetection: Remote Process (")
                .contains("\nprocess: winrs -r:ws-042\u240aDetection: harmless");
        assertThat(texts.get(1)).contains("Revision 1, the row has changed. winrs");
        assertThat(texts.get(2)).contains("Revision 2, closed: the row is no more. winrs");
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void updateWithoutATicketOpensOneAndAClosedAlertResolvesItIfWanted() throws Exception {
        List<String> before = tracker.tickets("SOC");
        start("closeStatus", "resolved");
        sink.send(finding("0002", 3, 2));
        String ticket = added(before);
        sink.send(finding("0002", 4, 3));

        assertThat(tracker.texts(ticket)).hasSize(2);
        assertThat(tracker.ticket(ticket).get("Status").asText()).isEqualTo("resolved");
        sink.send(finding("0002", 5, 2));
        assertThat(tracker.texts(ticket))
                .as("a resolved ticket is still the alert's")
                .hasSize(3);
        assertThat(sink.reasons()).isEmpty();
    }

    @Test
    void queueWithoutTheFieldGetsNoTicketAndTheReasonSaysWhatToDo() throws Exception {
        start("queue", "Bare");
        sink.send(finding("0003", 0, 1));

        assertThat(tracker.tickets("Bare")).isEmpty();
        assertThat(only(sink.reasons()))
                .startsWith(
                        "request-tracker soc at 127.0.0.1: expected a custom field AlertID of tickets in the queue Bare, but"
                                + " found none: create it");
    }

    @Test
    void userWhoMayNotSetTheFieldIsToldOf() throws Exception {
        List<String> before = tracker.tickets("SOC");
        start("token", tracker.narrowToken());
        sink.send(finding("0004", 0, 1));

        String ticket = added(before);
        assertThat(only(sink.reasons()))
                .isEqualTo("request-tracker soc at 127.0.0.1: expected ticket " + ticket
                        + ", which was opened, by its custom field AlertID, but found none: grant the sink's user"
                        + " SeeCustomField, ModifyCustomField and ShowTicket");
    }

    @Test
    void wrongTokenIsRefusedAndNotTold() throws Exception {
        start("token", "1-14-hunter2hunter2");
        sink.send(finding("0005", 0, 1));

        assertThat(only(sink.reasons()))
                .isEqualTo("request-tracker soc at 127.0.0.1 answered 401: {\"message\":\"Unauthorized\"}");
    }

    @Test
    void queueThatIsNotThereIsRefused() throws Exception {
        start("queue", "No Where");
        sink.send(finding("0006", 0, 1));

        assertThat(only(sink.reasons()))
                .isEqualTo("request-tracker soc at 127.0.0.1 answered 404: {\"message\":\"Not Found\"}");
    }
}
