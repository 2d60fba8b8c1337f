package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.SettableClock;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.alert.SyntheticAlerts;
import io.outrider.camel.AppendLines;
import io.outrider.camel.DeadLetters;
import io.outrider.camel.DescribeAlert;
import io.outrider.camel.FindingLines;
import io.outrider.camel.KeepLetters;
import io.outrider.camel.RouteSender;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.Statistics;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.Targets;
import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.SinkWorkers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook sink's route as it is shipped, against a server on loopback. Findings are synthetic. */
class WebhookRouteTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final String KEY = "b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";
    private static final String OLD_KEY = "b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDA=";
    private static final OcsfFinding FINDINGS = new OcsfFinding("0", new AttackCatalog());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Receiver receiver = new Receiver();
    private final SettableClock clock = new SettableClock(NOW);
    private final CountDownLatch end = new CountDownLatch(1);

    @TempDir
    Path directory;

    private final MemoryOutbox outbox = new MemoryOutbox(1_000, false);
    private CamelContext context;
    private OutboundClient client;
    private SinkWorkers workers;

    private void start(String url, String allow, DnsResolver names) throws Exception {
        context = ShippedRoutes.context(Map.of("outrider.dead-letters.directory", directory.toString()));
        client = new OutboundClient(EgressPolicy.allowing(List.of(allow)), "Outrider/test", names);
        ObjectMapper json = new ObjectMapper();
        context.getRegistry().bind("httpSink", new HttpSink(new Targets(), client, json, clock, Duration.ofDays(3)));
        context.getRegistry().bind("findingLines", new FindingLines(json));
        context.getRegistry().bind("appendLines", new AppendLines());
        context.getRegistry().bind("describeAlert", new DescribeAlert(FINDINGS));
        DeadLetters deadLetters = new DeadLetters(json, new Statistics());
        context.getRegistry().bind("deadLetters", deadLetters);
        context.getRegistry().bind("keepLetters", new KeepLetters(null, deadLetters, 1, 1_000_000, clock));
        ShippedRoutes.load(context, "9-error-handling", "8-dead-letters", "6-alert", "sinks/webhook", "sinks/file");
        context.start();
        TemplatedRouteBuilder.builder(context, "webhook-sink")
                .routeId("sink-soc")
                .parameters(Map.of(
                        "name", "soc", "url", url, "secret", "whsec_" + KEY + " whsec_" + OLD_KEY, "timeout", "700"))
                .add();
        TemplatedRouteBuilder.builder(context, "file-sink")
                .routeId("sink-other")
                .parameters(Map.of("name", "other", "directory", directory.toString(), "fileName", "other"))
                .add();
        workers = new SinkWorkers(outbox, Clock.systemUTC());
        workers.add("soc", policy(1), sender("soc", false));
        workers.add("other", policy(500), sender("other", true));
    }

    private RouteSender sender(String sink, boolean several) {
        return new RouteSender(
                context, context.createProducerTemplate(), sink, FINDINGS, several, true, Optional.empty(), false);
    }

    // What fails is given up after some tries, so that tests end.
    private static DeliveryPolicy policy(int together) {
        return new DeliveryPolicy(
                1,
                Optional.empty(),
                together,
                Duration.ZERO,
                Duration.ofMillis(10),
                Duration.ofMillis(40),
                Duration.ofSeconds(2),
                1_000,
                false);
    }

    private void start(String path) throws Exception {
        start(receiver.url(path), "127.0.0.0/8", SystemDefaultDnsResolver.INSTANCE);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        workers.close();
        context.stop();
        client.close();
        receiver.close();
    }

    private void send() throws InterruptedException {
        outbox.add(List.of(SyntheticAlerts.alert("0a1b", 0)), NOW);
        workers.wake();
        assertThat(workers.drain(Duration.ofSeconds(60))).isTrue();
    }

    private List<JsonNode> deadLetters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    letters.add(JSON.readTree(line));
                }
            }
        }
        return letters;
    }

    private String onlyReason() throws IOException {
        assertThat(deadLetters()).hasSize(1);
        JsonNode letter = deadLetters().get(0);
        assertThat(letter.toString()).doesNotContain(KEY, OLD_KEY, "hunter2");
        assertThat(letter.at("/finding/metadata/uid").asText()).isEqualTo("0a1b");
        return letter.get("reason").asText();
    }

    private void assertOtherSinkHasItsAlert() {
        assertThat(directory.resolve("other")).content().containsOnlyOnce("\"uid\":\"0a1b\",\"sequence\"");
    }

    // Written from the document, without a look at the code that signs.
    private static void verify(Receiver.Request request) throws Exception {
        byte[] head = (request.headers().get("webhook-id") + "."
                        + request.headers().get("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[head.length + request.body().length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(request.body(), 0, signed, head.length, request.body().length);
        List<String> expected = new ArrayList<>();
        for (String key : List.of(KEY, OLD_KEY)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            expected.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed)));
        }
        assertThat(request.headers().get("webhook-signature").split(" ")).containsExactlyElementsOf(expected);
    }

    @Test
    void findingIsDeliveredOnceAndSignedWithEachSecret() throws Exception {
        start("/hunter2-token?key=hunter2");
        send();

        assertThat(receiver.requests()).hasSize(1);
        Receiver.Request request = receiver.requests().get(0);
        assertThat(request.path()).isEqualTo("/hunter2-token?key=hunter2");
        assertThat(request.headers().get("webhook-id")).isEqualTo("0a1b-0");
        assertThat(request.headers().get("webhook-timestamp")).isEqualTo("1735689600");
        verify(request);
        JsonNode body = JSON.readTree(request.body());
        assertThat(body.get("type").asText()).isEqualTo("alert.created");
        assertThat(body.get("timestamp").asText()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(body.at("/data/metadata/uid").asText()).isEqualTo("0a1b");
        assertThat(body.at("/data/message").asText()).isEqualTo("winrs was run on WS-042.example.org");
        assertThat(deadLetters()).isEmpty();
        assertOtherSinkHasItsAlert();
    }

    @Test
    void nothingThatCameWithAnEventIsSentOn() throws Exception {
        start("/");
        send();

        assertThat(receiver.requests().get(0).headers().keySet())
                .containsExactlyInAnyOrder(
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature",
                        "content-type",
                        "user-agent",
                        "host",
                        "connection",
                        "content-length");
        assertThat(receiver.requests().get(0).headers())
                .containsEntry("user-agent", "Outrider/test")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void messageIsTheSameOverTriesButForTheTimeOfTheTry() throws Exception {
        receiver.then(exchange -> {
            clock.advance(Duration.ofSeconds(5));
            exchange.sendResponseHeaders(500, -1);
        });
        start("/");
        send();

        assertThat(receiver.requests()).hasSize(2);
        Receiver.Request first = receiver.requests().get(0);
        Receiver.Request second = receiver.requests().get(1);
        assertThat(second.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().get("webhook-timestamp")).isEqualTo("1735689600");
        assertThat(second.headers().get("webhook-timestamp")).isEqualTo("1735689605");
        verify(first);
        verify(second);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void refusalGoesToTheDeadLettersAtOnceWithTheAnswer() throws Exception {
        for (int status : List.of(400, 401, 404, 410)) {
            receiver.then(status, "no such hook /hunter2-token");
        }
        start("/hunter2-token");
        send();

        assertThat(receiver.requests()).hasSize(1);
        assertThat(onlyReason()).isEqualTo("webhook soc at 127.0.0.1 answered 400: no such hook ***");
        send();
        send();
        send();
        assertThat(receiver.requests()).hasSize(4);
        assertThat(deadLetters()).hasSize(4);
    }

    @Test
    void conflictIsADuplicateAndSoDelivered() throws Exception {
        receiver.then(409, "known");
        start("/");
        send();

        assertThat(receiver.requests()).hasSize(1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void redirectIsAFailureAndNotFollowed() throws Exception {
        for (int i = 0; i < 100; i++) {
            receiver.then(302, "", "Location", receiver.url("/elsewhere"));
        }
        start("/");
        send();

        assertThat(receiver.requests())
                .hasSizeGreaterThan(1)
                .allMatch(request -> request.path().equals("/"));
        assertThat(onlyReason()).isEqualTo("webhook soc at 127.0.0.1 answered 302");
        assertOtherSinkHasItsAlert();
    }

    @Test
    void waitThatTheReceiverAsksForIsKept() throws Exception {
        receiver.then(403, "", "Retry-After", "1");
        start("/");
        Instant before = Instant.now();
        send();

        assertThat(receiver.requests()).hasSize(2);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void loopbackIsNotCalledUnlessItIsAllowed() throws Exception {
        start(receiver.url("/hunter2-token"), "10.0.0.0/8", SystemDefaultDnsResolver.INSTANCE);
        send();

        assertThat(receiver.requests()).isEmpty();
        assertThat(onlyReason())
                .isEqualTo(
                        "webhook soc at 127.0.0.1: expected a public address, or one that outrider.egress.allow lists, but"
                                + " found 127.0.0.1 for 127.0.0.1");
        assertOtherSinkHasItsAlert();
    }

    @Test
    void nameIsCalledAtThoseOfItsAddressesThatAreAllowed() throws Exception {
        start("http://hook.example.com:" + receiver.port() + "/", "127.0.0.1", new Names("127.0.0.9", "127.0.0.1"));
        send();

        assertThat(receiver.requests()).hasSize(1);
        assertThat(receiver.requests().get(0).headers().get("host")).startsWith("hook.example.com");
    }

    @Test
    void nameThatMeansAnAddressInsideIsNotCalled() throws Exception {
        start(
                "http://hook.example.com:" + receiver.port() + "/",
                "10.0.0.0/8",
                new Names("169.254.169.254", "127.0.0.1"));
        send();

        assertThat(receiver.requests()).isEmpty();
        assertThat(onlyReason()).contains("169.254.169.254 for hook.example.com");
    }

    @Test
    void receiverThatNeverAnswersCostsTheTimeoutAndTheOtherSinkHasItsAlert() throws Exception {
        for (int i = 0; i < 10; i++) {
            receiver.then(exchange -> await());
        }
        start("/");
        send();

        assertThat(receiver.requests()).hasSizeGreaterThan(1);
        assertThat(onlyReason()).isEqualTo("webhook soc at 127.0.0.1 could not be reached: no answer within 700 ms");
        assertOtherSinkHasItsAlert();
    }

    @Test
    void receiverThatNeverShakesHandsCostsTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            start("https://127.0.0.1:" + silent.getLocalPort() + "/", "127.0.0.1", SystemDefaultDnsResolver.INSTANCE);
            Instant before = Instant.now();
            send();

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(onlyReason()).startsWith("webhook soc at 127.0.0.1 could not be reached: ");
        }
    }

    // 700 ms in all, though a byte comes every 50.
    @Test
    void headersThatDripEndWithTheTimeout() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread dripping = new Thread(() -> drip(server));
            dripping.setDaemon(true);
            dripping.start();
            start("http://127.0.0.1:" + server.getLocalPort() + "/", "127.0.0.1", SystemDefaultDnsResolver.INSTANCE);
            Instant before = Instant.now();
            send();

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(onlyReason()).endsWith("no answer within 700 ms");
        }
    }

    private void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nx: ".getBytes(StandardCharsets.US_ASCII));
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The client has given up, which is what the test is about.
        }
    }

    @Test
    void answerWithoutEndIsAnAnswer() throws Exception {
        receiver.then(exchange -> {
            exchange.sendResponseHeaders(400, 0);
            byte[] bytes = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(bytes);
            }
        });
        start("/");
        send();

        assertThat(onlyReason()).hasSizeLessThan(1100).startsWith("webhook soc at 127.0.0.1 answered 400: xxx");
        send();
        assertThat(receiver.requests()).hasSize(2);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
