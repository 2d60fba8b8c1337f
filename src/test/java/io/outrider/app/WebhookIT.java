package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of the packaged application, made from properties. The event is synthetic. */
class WebhookIT {

    private static final String KEY = "b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    /** What came: the path, the id, and whether the body holds a finding. */
    private record Call(String path, String id, String body) {}

    @TempDir
    Path directory;

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean first = calls.stream().noneMatch(call -> call.path().equals(path));
            calls.add(new Call(
                    path,
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(path.startsWith("/gone") ? 410 : first ? 500 : 204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private List<Call> callsOf(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    private void configure(Outrider outrider, int port) throws IOException {
        Path secret = Files.writeString(directory.resolve("soc-secret"), "whsec_" + KEY + " whsec_" + KEY + "\n");
        outrider.configured("""
                        outrider.sinks = soc, gone, bad, vault, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.delivery.delay = 10ms
                        outrider.sink.soc.type = webhook
                        outrider.sink.soc.url = http://127.0.0.1:%1$d/soc
                        outrider.sink.soc.secret = ${file::%3$s}
                        outrider.sink.gone.type = webhook
                        outrider.sink.gone.url = http://127.0.0.1:%1$d/gone/hunter2-token
                        outrider.sink.gone.secret = whsec_%2$s
                        outrider.sink.bad.type = webhook
                        outrider.sink.bad.url = http://127.0.0.1/hunter2-token
                        outrider.sink.bad.secret = hunter2-secret
                        outrider.sink.vault.type = webhook
                        outrider.sink.vault.url = http://127.0.0.1/hunter2-token
                        outrider.sink.vault.secret = {{credentials:soc/password}}
                        """.formatted(port, KEY, secret));
    }

    @Test
    void alertIsDeliveredOverAFailureAndRefusalsAndNoSecretIsTold() throws IOException {
        HttpServer server = server();
        Outrider outrider = new Outrider(directory);
        configure(outrider, server.getAddress().getPort());
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("events.log", Outrider.event() + "\n");
            Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                assertThat(outrider.alerts()).hasSize(1);
                // The second try may come behind the file's.
                assertThat(callsOf("/soc")).hasSize(2);
                assertThat(service.log()).contains("gone does not get the alert");
            });
            service.stop();

            String uid = outrider.alerts().get(0).at("/metadata/uid").asText();
            assertThat(callsOf("/soc")).hasSize(2).allSatisfy(call -> {
                assertThat(call.id()).isEqualTo(uid + "-0");
                assertThat(call.body()).contains("\"alert.created\"", uid);
            });
            assertThat(callsOf("/gone/hunter2-token")).hasSize(1);
            assertThat(outrider.deadLetters().toString())
                    .contains("webhook gone at 127.0.0.1 answered 410")
                    .doesNotContain("hunter2", KEY);
            assertThat(outrider.lines("dead-letters")).as("the store has them").isEmpty();
            assertThat(service.log())
                    .contains("gone does not get the alert " + uid + ": webhook gone at 127.0.0.1 answered 410")
                    .contains("outrider.sink.bad.secret: expected whsec_ and base64, but found something else")
                    .contains(
                            "outrider.sink.vault.secret: {{credentials:soc/password}}: expected a CDI bean that implements"
                                    + " io.quarkus.credentials.CredentialsProvider, but found none")
                    .doesNotContain("hunter2", KEY);
        } finally {
            server.stop(0);
        }
    }
}
