package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held back does not go out, is listed, and is held back behind a restart too. The events are synthetic. */
class SuppressionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path directory;

    private int files;

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    /** An event of a host and each of the users, in a file of its own. */
    private void drop(String host, String... users) throws IOException {
        String event = Outrider.event().replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>");
        StringBuilder events = new StringBuilder();
        for (String user : users) {
            events.append(event.replace("EXAMPLE\\alice", "EXAMPLE\\" + user)).append('\n');
        }
        new Outrider(directory).drop("events-" + files++ + ".log", events);
    }

    private Outrider outrider() {
        return new Outrider(directory)
                .with("outrider.grouping.tick", "200")
                .with("outrider.silences.poll-interval", "200ms")
                .with(
                        "outrider.enrichment.assets",
                        directory.resolve("assets.csv").toString())
                .with("outrider.suppress.per-host.detections", "type:TTP,type:Anomaly")
                .with("outrider.suppress.per-host.fields", "dest")
                .with("outrider.suppress.per-host.period", "1h");
    }

    /** Host and user of what went out. */
    private static List<String> sent(Outrider outrider) {
        return outrider.alerts().stream()
                .map(alert -> alert.at("/unmapped/search_result/dest").asText() + " "
                        + alert.at("/unmapped/search_result/user").asText())
                .toList();
    }

    /** What is listed, the first first: what held it back, and the user. */
    private static List<String> listed(Outrider outrider) {
        List<String> listed = new ArrayList<>();
        Outrider.Result result = outrider.call("suppressed", "list", "--format", "json");
        if (result.exitCode() != 0) {
            // The service has not made its store yet.
            return listed;
        }
        for (JsonNode each : result.json().get("held_back")) {
            String row = each.get("row").asText();
            String user = row.replaceAll(".*user=(\\w+).*", "$1");
            listed.add(0, each.get("by").asText() + " " + each.get("by_name").asText() + " " + user);
        }
        return listed;
    }

    @Test
    void ofThreeAlertsOneGoesOutAndSilencesWorkWhileTheServiceRuns() throws IOException {
        holdBack(this::outrider);
    }

    @Test
    void inPostgresqlToo() throws IOException {
        try (PostgresServer server = PostgresServer.started()) {
            String url = server.url(server.create());
            holdBack(() -> outrider()
                    .with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", url)
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", PostgresServer.PASSWORD));
        }
    }

    private void holdBack(Supplier<Outrider> outriders) throws IOException {
        Outrider outrider = outriders.get();
        Files.writeString(directory.resolve("assets.csv"), "dns,priority,owner\nws-1.example.com,critical,carol\n");
        String id;
        Outrider.Service first = outrider.start();
        drop("ws-1.example.com", "alice", "bob", "carol");
        await(() -> assertThat(listed(outrider)).containsExactlyInAnyOrder(others(outrider)));
        assertThat(sent(outrider)).hasSize(1);
        JsonNode alert = outrider.alerts().get(0);
        assertThat(alert.get("severity").asText()).isEqualTo("High");
        assertThat(alert.at("/enrichments/0/data/owner").asText()).isEqualTo("carol");

        Outrider.Result added = outrider.call(
                "silence", "add", "--field", "dest=WS-2*", "--until", "2h", "--who", "alice", "--why", "pen test");
        assertThat(added.exitCode()).as(added.err()).isZero();
        id = added.out().strip();
        await(() -> assertThat(first.log()).contains("Silence " + id));
        drop("ws-2.example.com", "dave");
        await(() -> assertThat(listed(outrider)).hasSize(3).last().isEqualTo("silence " + id + " dave"));
        assertThat(sent(outrider)).hasSize(1);
        first.kill();

        try (Outrider.Service second = outriders.get().start()) {
            drop("ws-2.example.com", "erin");
            await(() -> assertThat(listed(outrider)).hasSize(4).last().isEqualTo("silence " + id + " erin"));
            drop("ws-1.example.com", "frank");
            await(() -> assertThat(listed(outrider)).hasSize(5).last().isEqualTo("suppression per-host frank"));
            assertThat(sent(outrider)).hasSize(1);

            assertThat(outrider.call("silence", "list").out())
                    .contains(id)
                    .contains("active")
                    .contains("pen test");
            assertThat(outrider.call("silence", "end", id).exitCode()).isZero();
            await(() -> assertThat(second.log()).contains("Silence " + id + " is over"));
            drop("ws-2.example.com", "grace");
            await(() -> assertThat(sent(outrider)).hasSize(2).last().isEqualTo("ws-2.example.com grace"));
        }
        assertThat(outrider.call("silence", "list").out()).contains("No silences.");
        assertThat(outrider.call("silence", "list", "--all").out()).contains(id).contains("ended");
        Outrider.Result again = outrider.call("silence", "end", id);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("expected the id of a silence that was not ended");
        assertThat(outrider.call("suppressed", "list", "--by", id, "--since", "1h")
                        .out())
                .contains("2  held back by silence " + id)
                .contains("ws-2.example.com");
        assertThat(Files.readString(directory.resolve("service.log")))
                .as("of erin and frank")
                .contains(" 2 held back");
    }

    /** The two of the users of whom nothing went out. */
    private static String[] others(Outrider outrider) {
        List<String> users = new ArrayList<>(List.of("alice", "bob", "carol"));
        sent(outrider).forEach(sent -> users.remove(sent.substring(sent.indexOf(' ') + 1)));
        return users.stream().map(user -> "suppression per-host " + user).toArray(String[]::new);
    }

    @Test
    void runOverFilesTellsWhatItHeldBack() throws IOException {
        Files.writeString(directory.resolve("assets.csv"), "dns,priority\n");
        drop("ws-1.example.com", "alice", "bob", "carol");
        Outrider.Result result = outrider().call("run", "inbox");
        assertThat(result.out())
                .contains("1 alerts: 1 medium")
                .contains("2  emissions were held back by suppression per-host");
        Outrider.Result list = outrider().with("outrider.store.type", "none").call("suppressed", "list");
        assertThat(list.exitCode()).isEqualTo(2);
        assertThat(list.err()).contains("outrider.store.type: expected sqlite or postgresql");
    }

    @Test
    void whatIsWrongEndsTheStartWithOneLine() throws IOException {
        Outrider.Result none = outrider().call("run");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .contains("could not start: outrider.enrichment.*: ")
                .contains("assets.csv:1: expected a file");
        Files.writeString(directory.resolve("assets.csv"), "dns,priority\n");
        Outrider.Result wrong =
                outrider().with("outrider.suppress.other.fields", "user").call("run");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("could not start: outrider.suppress.other.period: expected a duration such as 1h");
        Outrider.Result silence = outrider().call("silence", "add", "--who", "alice", "--why", "x");
        assertThat(silence.exitCode()).isEqualTo(2);
        assertThat(silence.err()).contains("expected --detection, --severity or --field");
    }
}
