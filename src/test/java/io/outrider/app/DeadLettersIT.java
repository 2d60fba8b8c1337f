package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider deadletter} of the packaged application, beside the running service. Events are synthetic. */
class DeadLettersIT {

    private static final String KEY = "b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    @TempDir
    Path directory;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile int answer = 410;
    private HttpServer server;
    private String good;
    private Outrider outrider;

    @BeforeEach
    void setUp() throws IOException {
        good = Outrider.event();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (answer == 204) {
                delivered.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        outrider = new Outrider(directory)
                .configured("""
                        outrider.sinks = soc, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.sink.soc.type = webhook
                        outrider.sink.soc.url = http://127.0.0.1:%d/hunter2-token
                        outrider.sink.soc.secret = whsec_%s
                        """.formatted(server.getAddress().getPort(), KEY));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(180)).untilAsserted(assertion);
    }

    private Outrider.Result deadletter(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "deadletter";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Outrider.Result result = outrider.call(all);
        assertThat(result.out() + result.err()).doesNotContain("hunter2", KEY, "\tat ");
        return result;
    }

    private String done(String... arguments) {
        Outrider.Result result = deadletter(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private JsonNode listed(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "list";
        all[1] = "--format";
        all[2] = "json";
        System.arraycopy(more, 0, all, 3, more.length);
        Outrider.Result result = deadletter(all);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.json();
    }

    private String refused(String... arguments) {
        Outrider.Result result = deadletter(arguments);
        assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    @Test
    void alertThatASinkRefusedIsListedShownGivenAgainAndDropped() throws IOException {
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("a.log", good + "\n" + good.replace("whoami", "hostname") + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(2));
            await(() -> assertThat(listed().get("count").asInt()).isEqualTo(2));

            JsonNode first = listed("--sink", "soc", "--reason", "ANSWERED 410", "--since", "1h", "--until", "0s")
                    .at("/letters/1");
            String id = first.get("id").asText();
            assertThat(id).isEqualTo("soc/1");
            assertThat(first.get("reason").asText()).startsWith("webhook soc at 127.0.0.1 answered 410");
            assertThat(first.get("tries").asInt()).isOne();
            assertThat(Instant.parse(first.get("time").asText()))
                    .isAfter(Instant.now().minusSeconds(600));
            assertThat(done("list")).contains("soc/1  2", "soc/2  2", "answered 410");
            assertThat(done("list", "--limit", "1"))
                    .contains("soc/2  2", "and 1 more")
                    .doesNotContain("soc/1  2");
            for (String[] none : new String[][] {
                {"--sink", "alerts"},
                {"--reason", "answered 500"},
                {"--since", "2100-01-01T00:00:00Z"},
                {"--until", "1h"},
                {"--kind", "event"}
            }) {
                assertThat(listed(none).get("count").asInt())
                        .as("%s %s", (Object[]) none)
                        .isZero();
            }
            JsonNode shown = deadletter("show", id).json();
            assertThat(shown.get("finding")).isEqualTo(outrider.alerts().get(0));
            assertThat(shown.get("reason")).isEqualTo(first.get("reason"));

            assertThat(refused("retry", "soc/1", "soc/99")).contains("there is no soc/99", "nothing is done");
            assertThat(refused("retry")).contains("expected either IDs");
            assertThat(refused("drop", "--all", "--sink", "soc")).contains("expected either IDs", "several");
            assertThat(listed().get("count").asInt()).isEqualTo(2);

            assertThat(done("drop", "--until", "1h")).startsWith("0 dead letters are deleted");

            answer = 204;
            assertThat(done("retry", id)).startsWith("1 dead letters are given again");
            String uid = shown.at("/finding/metadata/uid").asText();
            await(() -> assertThat(delivered).containsExactly(uid + "-0"));
            assertThat(listed().get("count").asInt()).isOne();
            assertThat(done("drop", "--until", "2100-01-01T00:00:00Z")).startsWith("1 dead letters are deleted");
            assertThat(listed().get("count").asInt()).isZero();
            assertThat(delivered).hasSize(1);

            service.stop();
            assertThat(service.log())
                    .contains("soc does not get the alert " + uid + ": webhook soc at 127.0.0.1 answered 410")
                    .contains("outrider deadletter has it as soc/1")
                    .doesNotContain("hunter2", KEY);
            assertThat(outrider.lines("dead-letters")).isEmpty();
        }
    }

    @Test
    void alertThatIsGivenAgainWhileNoServiceRunsIsSentByTheNextOne() throws IOException {
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("a.log", good + "\n");
            await(() -> assertThat(service.log()).contains("outrider deadletter has it as soc/1"));
        }
        answer = 204;
        assertThat(done("retry", "--all")).startsWith("1 dead letters");
        assertThat(listed().get("count").asInt()).isZero();
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(delivered).hasSize(1));
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(listed().get("count").asInt()).isZero();
    }

    @Test
    void commandWithoutAStoreSaysWhatIsExpected() {
        assertThat(refused("list")).contains("outrider.store.directory: expected the file data/outrider.sqlite");
        assertThat(directory.resolve("data/outrider.sqlite")).doesNotExist();
        outrider.with("outrider.store.type", "none");
        assertThat(refused("list")).contains("outrider.store.type: expected sqlite or postgresql, but found 'none'");
        assertThat(refused("show", "soc"))
                .contains("expected SINK/NUMBER, event/NUMBER or match/NUMBER, but found 'soc'");
        for (String option : List.of("--since", "--until")) {
            assertThat(refused("list", option, "yesterday")).contains(option, "expected how long ago");
        }
    }

    @Test
    void inputThatIsNoEventIsListedShownGivenAgainAndDropped() throws IOException {
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("a.log", "no event\n" + "x".repeat(1_100_000) + "\n" + good + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() ->
                    assertThat(listed("--kind", "event").get("count").asInt()).isEqualTo(2));

            JsonNode shown = deadletter("show", "event/1").json();
            assertThat(shown.at("/letter/text").asText()).isEqualTo("no event");
            assertThat(shown.at("/letter/line").asInt()).isOne();
            assertThat(shown.get("source").asText()).endsWith("a.log");
            assertThat(shown.get("can_be_retried").asBoolean()).isTrue();
            assertThat(deadletter("show", "event/2")
                            .json()
                            .get("can_be_retried")
                            .asBoolean())
                    .isFalse();
            assertThat(refused("retry", "event/1", "event/2"))
                    .contains("event/2 cannot be given again: its text was cut", "nothing is done");

            // It is none when it is read again, so it comes back.
            assertThat(done("retry", "--kind", "event")).startsWith("1 dead letters");
            await(() -> assertThat(done("list", "--kind", "event"))
                    .contains("event/3")
                    .doesNotContain("event/1"));
            assertThat(deadletter("show", "event/3").json().at("/letter/text").asText())
                    .isEqualTo("no event");

            assertThat(done("drop", "event/2", "event/3")).startsWith("2 dead letters");
            assertThat(listed("--kind", "event").get("count").asInt()).isZero();
            assertThat(refused("drop", "event/2")).contains("there is no event/2");
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(outrider.lines("dead-letters")).isEmpty();
    }

    @Test
    void longInputThatAMendedPropertyMakesAnEventCountsWhenItIsGivenAgain() throws IOException {
        String words = "nothing but synthetic words \u001b[31m and \u202e ".repeat(8_000);
        assertThat(words).hasSizeGreaterThan(300_000);
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("words.log", words + "\n");
            await(() -> assertThat(done("list")).contains("event/1  "));
            Outrider.Result shown = deadletter("show", "event/1");
            assertThat(shown.json().at("/letter/text").asText()).isEqualTo(words.strip());
            assertThat(shown.out()).doesNotContain("\u001b", "\u202e");
            assertThat(done("list")).hasSizeLessThan(1_000);
            assertThat(service.isAlive()).isTrue();
        }
        Path detections = Files.createDirectories(directory.resolve("own"));
        new DetectionFiles(detections, directory).put("own_words", "sourcetype=own:words | stats count by sourcetype");
        outrider.with("outrider.detections.directories", detections.toString())
                .with("outrider.source.inbox.sourcetype", "own:words");
        try (Outrider.Service service = outrider.start()) {
            done("retry", "event/1");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(outrider.alerts().get(0).get("count").asInt()).isOne();
            await(() -> assertThat(service.log()).contains("event/1 was given again"));
            assertThat(done("list", "--kind", "event")).doesNotContain("event/1  ");
        }
    }

    @Test
    void messageWhoseBatchFailedAlertsWhenItIsGivenAgainAndOnce() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        // Events that matched cannot be written: a file stands where their directory is to be.
        Path blocker = Files.writeString(directory.resolve("matched"), "");
        outrider.with("outrider.sources", "net")
                .with("outrider.source.net.type", "syslog-udp")
                .with("outrider.source.net.host", "127.0.0.1")
                .with("outrider.source.net.port", Integer.toString(port))
                .with("outrider.input.redeliveries", "1")
                .with("outrider.input.delay", "10")
                .with("outrider.matched.sinks", "archive")
                .with("outrider.matched.sink.archive.type", "file")
                .with("outrider.matched.sink.archive.directory", "matched");
        try (Outrider.Service service = outrider.start();
                DatagramSocket sender = new DatagramSocket()) {
            await(() -> assertThat(service.log()).contains("Started source-net"));
            byte[] event = good.getBytes(StandardCharsets.UTF_8);
            sender.send(new DatagramPacket(event, event.length, InetAddress.getByName("127.0.0.1"), port));
            await(() -> assertThat(listed().get("count").asInt()).isOne());
            assertThat(done("list")).contains("event/1  ", "the batch failed again and again");

            // What stops it is still there.
            done("retry", "event/1");
            await(() -> assertThat(done("list")).contains("event/1  ", "could not be given again"));
            assertThat(outrider.alerts()).isEmpty();

            Files.delete(blocker);
            done("retry", "event/1");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() -> assertThat(service.log()).contains("event/1 was given again"));
            assertThat(listed("--kind", "event").get("count").asInt()).isZero();
            assertThat(outrider.alerts().get(0).get("count").asInt()).isOne();
            assertThat(outrider.lines("matched")).hasSize(1);
        }
        assertThat(outrider.lines("dead-letters")).isEmpty();
    }

    @Test
    void storeInPostgresqlIsUsedTooAndItsPasswordIsNotTold() {
        try (PostgresServer database = PostgresServer.started()) {
            outrider.with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", database.url(database.create()))
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", PostgresServer.PASSWORD);
            assertThat(refused("list")).contains("outrider.store.url", "the service makes its tables when it starts");

            try (Outrider.Service service = outrider.start()) {
                outrider.drop("a.log", "no event\n" + good + "\n");
                await(() -> assertThat(done("list")).contains("soc/1  ", "event/1  "));
                answer = 204;
                done("retry", "soc/1");
                await(() -> assertThat(delivered).hasSize(1));
                done("drop", "--all");
                assertThat(listed().get("count").asInt()).isZero();
                assertThat(service.isAlive()).isTrue();
            }
            outrider.with("outrider.store.password", "synthetic-wrong");
            assertThat(refused("list"))
                    .contains("password authentication failed")
                    .doesNotContain(PostgresServer.PASSWORD, "synthetic-wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
