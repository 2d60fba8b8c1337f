package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/**
 * Sinks and sources whose secrets {@link SyntheticCredentials} gives. A package has the beans that it was built with, so the application
 * runs inside the test, where that is a bean of it.
 */
@QuarkusTest
@TestProfile(CredentialsIT.Settings.class)
class CredentialsIT {

    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // No container in place of what is not configured.
            return Map.of("quarkus.devservices.enabled", "false");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Surroundings.class));
        }
    }

    /** A receiver of webhooks, and a directory for all that the application reads and writes. */
    public static final class Surroundings implements QuarkusTestResourceLifecycleManager {

        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private Path directory;
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                directory = Files.createTempDirectory("outrider-credentials");
                server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
                server.createContext("/", exchange -> {
                    calls.add(new Call(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                            exchange.getRequestHeaders().getFirst("webhook-signature"),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
                server.start();
                return properties("http://127.0.0.1:" + server.getAddress().getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Map<String, String> properties(String url) throws IOException {
            Path route = Files.writeString(directory.resolve("own.camel.yaml"), """
                    - templatedRoute:
                        routeTemplateRef: webhook-sink
                        routeId: sink-own
                        parameters:
                          - name: name
                            value: own
                          - name: url
                            value: %s/own
                          - name: secret
                            value: "{{credentials:soc/password}}"
                    """.formatted(url));
            Map<String, String> properties = new HashMap<>();
            properties.put("camel.main.routes-include-pattern", "file:routes/**/*.camel.yaml,file:" + route);
            properties.put("outrider.egress.allow", "127.0.0.0/8");
            properties.put("outrider.store.type", "none");
            // The alert of the sink that is not made is given up soon, and goes to the dead letters.
            properties.put("outrider.delivery.delay", "10ms");
            properties.put("outrider.delivery.give-up-after", "1s");
            properties.put("outrider.store.directory", directory.toString());
            properties.put("outrider.grouping.spill.directory", directory.toString());
            properties.put(
                    "outrider.dead-letters.directory",
                    directory.resolve("dead-letters").toString());
            properties.put("outrider.health.enabled", "false");
            properties.put("outrider.operational-alerts.sinks", "none");
            properties.put("outrider.sources", "inbox, lost");
            properties.put(
                    "outrider.source.inbox.directory",
                    directory.resolve("inbox").toString());
            properties.put("outrider.source.inbox.include", "{{credentials:soc/user}}.log");
            properties.put("outrider.source.lost.type", "file");
            properties.put(
                    "outrider.source.lost.directory", directory.resolve("lost").toString());
            properties.put("outrider.source.lost.include", "{{credentials:lost/user}}.log");
            properties.put("outrider.sinks", "soc, own, bad");
            properties.put("outrider.sink.soc.type", "webhook");
            properties.put("outrider.sink.soc.url", url + "/soc");
            properties.put("outrider.sink.soc.secret", "{{credentials:synthetic-credentials:soc/password}}");
            properties.put("outrider.sink.bad.type", "webhook");
            properties.put("outrider.sink.bad.url", url + "/bad");
            properties.put("outrider.sink.bad.secret", "{{credentials:bad/password}}");
            return properties;
        }

        @Override
        public void inject(Object test) {
            ((CredentialsIT) test).surroundings = this;
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    /** What came: path, id, time, signature and body. */
    private record Call(String path, String id, String timestamp, String signature, String body) {

        String expectedSignature() throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SyntheticCredentials.KEY), "HmacSHA256"));
            byte[] signed = (id + '.' + timestamp + '.' + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        }
    }

    /** All that is logged, with stack traces. */
    private static final class Log extends Handler {

        private final StringBuffer text = new StringBuffer();
        private final Formatter formatter = new PatternFormatter("%s%e%n");

        @Override
        public void publish(LogRecord line) {
            text.append(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private Surroundings surroundings;

    @Inject
    CamelRuntime camel;

    private void drop() throws IOException {
        Path event = Files.writeString(surroundings.directory.resolve("event"), Outrider.event() + "\n");
        Path inbox = Files.createDirectories(surroundings.directory.resolve("inbox"));
        Files.move(event, inbox.resolve("edr.log"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String deadLetters() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(surroundings.directory.resolve("dead-letters"))) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void secretsOfSinksSourcesAndOwnRoutesComeFromTheProviderAndAreNotTold() throws Exception {
        Log log = new Log();
        Logger.getLogger("").addHandler(log);
        camel.start();
        try {
            drop();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(surroundings.calls)
                            .extracting(Call::path)
                            .containsExactlyInAnyOrder("/soc", "/own"));
        } finally {
            camel.stop();
            Logger.getLogger("").removeHandler(log);
        }

        for (Call call : surroundings.calls) {
            assertThat(call.signature()).isEqualTo(call.expectedSignature());
        }
        assertThat(log.text.toString())
                .contains("outrider.sink.bad.secret: {{credentials:bad/password}}: expected credentials of the provider"
                        + " synthetic-credentials, but found IllegalStateException; what they say is left out, as it may hold"
                        + " secrets; its alerts wait until that is mended")
                .contains(
                        "outrider.source.lost.include: {{credentials:lost/user}}: expected credentials of the provider")
                .doesNotContain("hunter2", SyntheticCredentials.KEY);
        assertThat(deadLetters()).contains("bad").doesNotContain("hunter2", SyntheticCredentials.KEY);
    }
}
