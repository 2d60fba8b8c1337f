package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks of SIEM and SOAR in the packaged application, made from properties. The event is synthetic. */
class SiemSinksIT {

    @TempDir
    Path directory;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] answer = "{\"success\":true,\"id\":1,\"code\":0}".getBytes(StandardCharsets.US_ASCII);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void listen(ServerSocket listener) {
        Thread thread = new Thread(() -> {
            try (Socket socket = listener.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                // Closed, at the test's end.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void configure(Outrider outrider, int http, int syslog) throws IOException {
        outrider.configured("""
                        outrider.sinks = elastic, soar, splunk, oncall, collector, bad, worse, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.sink.elastic.type = elasticsearch
                        outrider.sink.elastic.url = http://127.0.0.1:%1$d
                        outrider.sink.elastic.index = outrider-alerts
                        outrider.sink.soar.type = splunk-soar
                        outrider.sink.soar.url = http://127.0.0.1:%1$d
                        outrider.sink.soar.token = hunter2-soar
                        outrider.sink.splunk.type = splunk-hec
                        outrider.sink.splunk.url = http://127.0.0.1:%1$d
                        outrider.sink.splunk.token = hunter2-hec
                        outrider.sink.oncall.type = pagerduty
                        outrider.sink.oncall.url = http://127.0.0.1:%1$d
                        outrider.sink.oncall.routingKey = 0123456789abcdef0123456789abcdef
                        outrider.sink.collector.type = syslog-tcp
                        outrider.sink.collector.host = 127.0.0.1
                        outrider.sink.collector.port = %2$d
                        outrider.sink.bad.type = splunk-hec
                        outrider.sink.bad.url = http://127.0.0.1:%1$d
                        outrider.sink.worse.type = syslog-udp
                        outrider.sink.worse.host = 127.0.0.1
                        outrider.sink.worse.port = 5514
                        outrider.sink.worse.facility = local0
                        """.formatted(http, syslog));
    }

    @Test
    void alertReachesEachSinkAndWhatIsWrongWithOthersIsTold() throws IOException {
        HttpServer server = server();
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            listen(listener);
            Outrider outrider = new Outrider(directory);
            configure(outrider, server.getAddress().getPort(), listener.getLocalPort());
            try (Outrider.Service service = outrider.start()) {
                outrider.drop("events.log", Outrider.event() + "\n");
                Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                    assertThat(outrider.alerts()).hasSize(1);
                    // Others may be tries, or look something up.
                    assertThat(calls)
                            .contains("POST /rest/container", "POST /services/collector/event", "POST /v2/enqueue")
                            .anyMatch(call -> call.startsWith("PUT /outrider-alerts/_create/"));
                    assertThat(lines).isNotEmpty();
                });
                String uid = outrider.alerts().get(0).at("/metadata/uid").asText();
                service.stop();

                assertThat(calls)
                        .contains(
                                "PUT /outrider-alerts/_create/" + uid,
                                "POST /rest/container",
                                "POST /services/collector/event",
                                "POST /v2/enqueue");
                assertThat(lines.get(0)).contains("CEF:0|Outrider|Outrider|", " cs1=" + uid + " ");
                assertThat(service.log())
                        .contains("outrider.sink.bad.token: expected a value, but found nothing")
                        .contains(
                                "outrider.sink.worse.facility: expected a whole number from 0 to 23, but found 'local0'")
                        .doesNotContain("hunter2");
            }
        } finally {
            server.stop(0);
        }
    }
}
