package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.outrider.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of the packaged application wait for their sinks, also over its death. Events are synthetic. */
class OutboxIT {

    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    @TempDir
    Path directory;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();

    private HttpServer server(int port, CountDownLatch answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            received.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void properties(int port, String more) throws IOException {
        new Outrider(directory).configured("""
                        outrider.sinks = soc, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.delivery.delay = 50ms
                        outrider.delivery.maximum-delay = 500ms
                        outrider.sink.soc.type = webhook
                        outrider.sink.soc.url = http://127.0.0.1:%d/soc
                        outrider.sink.soc.secret = %s
                        """.formatted(port, SECRET) + more);
    }

    private void drop(String name, String... commands) throws IOException {
        String event = Outrider.event();
        StringBuilder events = new StringBuilder();
        for (String command : commands) {
            events.append(event.replace("whoami", command)).append('\n');
        }
        new Outrider(directory).drop(name, events);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(assertion);
    }

    @Test
    void alertThatASinkDidNotTakeIsSentByTheNextProcessAsItWasSaid() throws IOException {
        int port = FreePort.find();
        properties(port, "");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", "one");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            service.kill();
        }

        HttpServer server = server(port, new CountDownLatch(0));
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(received).hasSize(1));
            service.stop();
        } finally {
            server.stop(0);
        }
        assertThat(received.get(0).get("data")).isEqualTo(outrider.alerts().get(0));
        assertThat(outrider.alerts()).hasSize(1);
        assertThat(outrider.deadLetters()).isEmpty();
        assertThat(outrider.deadLetters()).isEmpty();
    }

    @Test
    void sinkThatHangsHoldsUpNeitherTheInputNorAnotherSink() throws IOException {
        CountDownLatch answers = new CountDownLatch(1);
        HttpServer server = server(0, answers);
        properties(server.getAddress().getPort(), "");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", "one", "two", "three");
            drop("b.log", "four", "five");
            await(() -> assertThat(outrider.alerts()).hasSize(5));
            // An alert may go out before its file is moved.
            await(() -> assertThat(directory.resolve("inbox/.done/b.log")).exists());
            await(() -> assertThat(ids).hasSize(1));

            answers.countDown();
            await(() -> assertThat(ids).hasSize(5).doesNotHaveDuplicates());
            assertThat(service.isAlive()).isTrue();
        } finally {
            answers.countDown();
            server.stop(0);
        }
    }

    @Test
    void sinkGetsWhatItsConditionWantsAndTheOthersAll() throws IOException {
        HttpServer server = server(0, new CountDownLatch(0));
        properties(
                server.getAddress().getPort(),
                "outrider.sink.soc.when = ${body.severity_id} >= 3 && ${body.message} contains 'nothing has this'\n"
                        + "outrider.sink.alerts.when = ${body.severity_id} >= 3\n"
                        + "outrider.sink.soc.updates = false\n");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("a.log", "one");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            service.stop();
            assertThat(service.log()).doesNotContain("when");
        } finally {
            server.stop(0);
        }
        assertThat(ids).isEmpty();
    }
}
