package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service says how it is, and tells its sinks of what is wrong. Events are synthetic. */
class HealthIT {

    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";
    private static final Pattern ADDRESS =
            Pattern.compile("Management interface listening on (http://127[.0-9]+:[0-9]+)");
    private static final int MOST_WAITING = 5;

    private static final String STOPPED = "Outrider: the source firewalls does not run";
    private static final String UNWRITABLE = "Outrider: the store cannot be written";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    /** An answer of the health's page. */
    private record Answer(int status, JsonNode body) {
        JsonNode check(String name) {
            for (JsonNode check : body.get("checks")) {
                if (check.get("name").asText().equals(name)) {
                    return check;
                }
            }
            throw new AssertionError("expected a check " + name + ", but found " + body);
        }

        JsonNode data(String check, String name) {
            JsonNode data = check(check).path("data").path(name);
            assertThat(data.isMissingNode()).as(name + " in " + body).isFalse();
            return data;
        }
    }

    /** A receiver of webhooks that answers as it is told. */
    private static final class Receiver implements AutoCloseable {

        private final HttpServer server;
        private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
        private final List<JsonNode> refused = new CopyOnWriteArrayList<>();
        private volatile int status;

        Receiver(int status) throws IOException {
            this.status = status;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> {
                int answer = this.status;
                JsonNode finding = new ObjectMapper()
                        .readTree(exchange.getRequestBody().readAllBytes())
                        .get("data");
                (answer == 204 ? taken : refused).add(finding);
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        void answers(int with) {
            status = with;
        }

        List<String> told() {
            return shown(taken);
        }

        List<String> refused() {
            return shown(refused);
        }

        /** Of the alerts that it took, each once. */
        Set<String> ids() {
            Set<String> ids = new HashSet<>();
            taken.forEach(finding -> ids.add(finding.at("/finding_info/uid").asText()));
            return ids;
        }

        private static List<String> shown(List<JsonNode> findings) {
            return findings.stream()
                    .map(finding -> finding.get("activity_name").asText() + " "
                            + finding.at("/finding_info/title").asText())
                    .toList();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private Answer ask(Outrider.Service service, String kind) throws IOException {
        Matcher address = ADDRESS.matcher(service.log());
        assertThat(address.find()).as(service.log()).isTrue();
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(address.group(1) + "/q/health/" + kind))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), new ObjectMapper().readTree(response.body()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(assertion);
    }

    private void awaitStatus(Outrider.Service service, String kind, int status) {
        await(() -> assertThat(ask(service, kind).status()).isEqualTo(status));
    }

    private Outrider outrider() {
        return new Outrider(directory)
                .with("outrider.operational-alerts.sinks", "all")
                .with("outrider.health.interval", "200ms")
                .with("outrider.operational-alerts.interval", "1s")
                .with("outrider.operational-alerts.sink-fails-for", "1s")
                .with("outrider.grouping.tick", "200");
    }

    /** A service with a source at this port, whose only sink is the receiver. */
    private Outrider listening(int port, Receiver receiver) {
        return outrider()
                .with("outrider.sinks", "soc")
                .with("outrider.egress.allow", "127.0.0.0/8")
                .with("outrider.delivery.delay", "50ms")
                .with("outrider.delivery.maximum-delay", "500ms")
                .with("outrider.sink.soc.type", "webhook")
                .with("outrider.sink.soc.url", "http://127.0.0.1:" + receiver.port())
                .with("outrider.sink.soc.secret", SECRET)
                .with("outrider.sources", "firewalls")
                .with("outrider.source.firewalls.type", "syslog-tcp")
                .with("outrider.source.firewalls.host", "127.0.0.1")
                .with("outrider.source.firewalls.port", Integer.toString(port));
    }

    /** Until the next process would know that the receiver has the first alert: what is noted later comes again. */
    private void awaitNoted() {
        await(() -> assertThat(Files.readString(
                        directory.resolve("data").resolve("outrider-operational.bin"), StandardCharsets.ISO_8859_1))
                .contains("\"had\":{\"soc\":1}"));
    }

    private void drop(String name, int alerts) throws IOException {
        String event = Files.readString(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow();
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < alerts; i++) {
            events.append(event.replace("whoami", name + i)).append('\n');
        }
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path part = Files.writeString(directory.resolve("part"), events);
        Files.move(part, inbox.resolve(name + ".log"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    /** The alerts about Outrider itself in the file sink, by activity, severity and title. */
    private static List<String> operational(Outrider outrider) {
        return outrider.alerts().stream()
                .filter(alert -> alert.at("/metadata/labels/0").asText().equals("operational"))
                .map(alert -> alert.get("activity_name").asText() + " "
                        + alert.get("severity").asText() + " "
                        + alert.at("/finding_info/title").asText())
                .toList();
    }

    /** The TCP ports that a process listens at, as Linux tells it. */
    private static int listeners(long pid) throws IOException {
        Path descriptors = Path.of("/proc/" + pid + "/fd");
        assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path each : all.toList()) {
                String target = target(each);
                if (target.startsWith("socket:[")) {
                    sockets.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        int listening = 0;
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) {
                String[] columns = line.strip().split("\\s+");
                // 0A: it listens.
                if (columns.length > 9 && columns[3].equals("0A") && sockets.contains(columns[9])) {
                    listening++;
                }
            }
        }
        return listening;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    @Test
    void healthIsToldWithNumbersAtOnePortAndNothingIsSaidWhenAllIsWell() throws IOException {
        Outrider outrider = outrider();
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Management interface listening"));
            awaitStatus(service, "ready", 200);
            drop("a", 2);
            await(() -> assertThat(outrider.alerts()).hasSize(2));

            assertThat(ask(service, "live").status()).isEqualTo(200);
            assertThat(ask(service, "ready").data("intake", "detections").asInt())
                    .isPositive();
            await(() -> assertThat(ask(service, "well")
                            .data("levels", "rows-in-memory.used")
                            .asInt())
                    .isPositive());
            Answer well = ask(service, "well");
            assertThat(well.status()).isEqualTo(200);
            assertThat(well.data("levels", "rows-in-memory.most").asInt()).isEqualTo(50_000);
            assertThat(well.data("levels", "alerts-waiting.alerts.most").asInt())
                    .isEqualTo(1_000_000);
            assertThat(well.data("levels", "dead-letters.state").asText()).isEqualTo("ok");
            assertThat(ask(service, "").status()).isEqualTo(200);
            assertThat(listeners(service.pid())).isEqualTo(1);
            assertThat(operational(outrider)).isEmpty();
        }
    }

    @Test
    void sinkThatIsDeadIsNamedAndAnotherSinkIsToldOfItAndOfItsReturn() throws IOException {
        int port;
        try (ServerSocket free = taken()) {
            port = free.getLocalPort();
        }
        List<JsonNode> received = new CopyOnWriteArrayList<>();
        Outrider outrider = outrider()
                .with("outrider.sinks", "alerts,soc")
                .with("outrider.egress.allow", "127.0.0.0/8")
                .with("outrider.delivery.delay", "50ms")
                .with("outrider.delivery.maximum-delay", "500ms")
                .with("outrider.delivery.max-waiting", Integer.toString(MOST_WAITING))
                .with("outrider.sink.soc.type", "webhook")
                .with("outrider.sink.soc.url", "http://127.0.0.1:" + port + "/hunter2-token")
                .with("outrider.sink.soc.secret", SECRET);
        HttpServer server = null;
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(service.log()).contains("Started source-inbox"));
            awaitStatus(service, "well", 200);
            drop("a", MOST_WAITING);

            await(() -> assertThat(operational(outrider))
                    .contains(
                            "Create High Outrider: alerts-waiting of soc has reached its bound",
                            "Create High Outrider: the sink soc fails"));
            Answer well = ask(service, "well");
            assertThat(well.status()).isEqualTo(503);
            assertThat(well.data("levels", "alerts-waiting.soc.used").asInt()).isEqualTo(MOST_WAITING);
            assertThat(well.data("levels", "alerts-waiting.soc.state").asText()).isEqualTo("reached");
            assertThat(well.data("sinks", "wrong.1").asText())
                    .contains("The sink soc has taken no alert since", "refused");
            assertThat(well.body().toString()).doesNotContain("hunter2");
            // It goes on taking events in.
            assertThat(ask(service, "ready").status()).isEqualTo(200);

            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            server.createContext("/", exchange -> {
                received.add(
                        new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();

            await(() -> assertThat(operational(outrider))
                    .contains(
                            "Close High Outrider: alerts-waiting of soc has reached its bound",
                            "Close High Outrider: the sink soc fails"));
            awaitStatus(service, "well", 200);
            assertThat(received)
                    .hasSize(MOST_WAITING)
                    .allSatisfy(
                            call -> assertThat(call.at("/data/metadata/labels").isMissingNode())
                                    .isTrue());
            assertThat(outrider.alerts())
                    .filteredOn(
                            alert -> alert.at("/finding_info/title").asText().endsWith("soc fails"))
                    .extracting(alert -> alert.at("/metadata/uid").asText())
                    .hasSize(2)
                    .containsOnly(outrider.alerts().stream()
                            .filter(alert ->
                                    alert.at("/finding_info/title").asText().endsWith("soc fails"))
                            .findFirst()
                            .orElseThrow()
                            .at("/metadata/uid")
                            .asText());
        } finally {
            if (server != null) {
                server.stop(0);
            }
        }
    }

    @Test
    void storeThatCannotBeWrittenTakesTheServiceOutOfRotationAndTheSinksAreToldPastIt() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "16m")) {
            Outrider outrider = outrider().with("outrider.input.batch-size", "10");
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(service.log()).contains("Started source-inbox"));
                awaitStatus(service, "ready", 200);
                drop("a", 1);
                await(() -> assertThat(outrider.alerts()).hasSize(1));

                disk.fill();
                drop("b", 40);

                await(() -> assertThat(operational(outrider))
                        .contains("Create Critical Outrider: the store cannot be written"));
                Answer ready = ask(service, "ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.data("intake", "store.reason").asText()).contains("could not be written");
                assertThat(ask(service, "live").status()).isEqualTo(200);

                disk.free();

                await(() -> assertThat(
                                outrider.alerts().size() - operational(outrider).size())
                        .isEqualTo(41));
                awaitStatus(service, "ready", 200);
                await(() -> assertThat(operational(outrider))
                        .contains("Close Critical Outrider: the store cannot be written"));
            }
        }
    }

    @Test
    void whatGoesOnBehindAKillIsToldOnceAndClosedUnderItsId() throws IOException {
        ServerSocket other = taken();
        try (Receiver receiver = new Receiver(204)) {
            Outrider outrider = listening(other.getLocalPort(), receiver);
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(receiver.told()).containsExactly("Create " + STOPPED));
                awaitNoted();
                service.kill();
            }
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(service.log()).contains("Management interface listening"));
                await(() -> assertThat(ask(service, "well").check("sources").toString())
                        .contains("in use"));
                other.close();

                await(() -> assertThat(receiver.told()).containsExactly("Create " + STOPPED, "Close " + STOPPED));
                assertThat(receiver.ids()).hasSize(1);
            }
        } finally {
            other.close();
        }
    }

    @Test
    void whatIsOverWhenTheNextProcessBeginsIsClosedByItAndWhatWasNotSentYetIsSentBefore() throws IOException {
        ServerSocket other = taken();
        try (Receiver receiver = new Receiver(503)) {
            Outrider outrider = listening(other.getLocalPort(), receiver);
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(receiver.refused()).contains("Create " + STOPPED));
                service.kill();
            }
            other.close();
            receiver.answers(204);
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(receiver.told()).containsExactly("Create " + STOPPED, "Close " + STOPPED));
                assertThat(receiver.ids()).hasSize(1);
                assertThat(service.log()).contains("1 alert about Outrider itself is open");
            }
        } finally {
            other.close();
        }
    }

    @Test
    void fullDiskOfTheStoreIsClosedByTheNextProcessThoughNothingCouldBeMadeThereWhenItWasTold() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "16m")) {
            Outrider outrider = outrider().with("outrider.input.batch-size", "10");
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(service.log()).contains("Started source-inbox"));
                awaitStatus(service, "ready", 200);
                disk.fill();
                drop("b", 40);
                await(() -> assertThat(operational(outrider)).containsExactly("Create Critical " + UNWRITABLE));
                service.kill();
            }
            disk.free();
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(operational(outrider)).contains("Close Critical " + UNWRITABLE));
                assertThat(outrider.alerts().stream()
                                .filter(alert ->
                                        alert.at("/finding_info/title").asText().equals(UNWRITABLE))
                                .map(alert -> alert.at("/finding_info/uid").asText())
                                .distinct())
                        .hasSize(1);
                assertThat(operational(outrider)).endsWith("Close Critical " + UNWRITABLE);
                assertThat(service.isAlive()).isTrue();
            }
        }
    }

    @Test
    void sourceThatCannotBeOpenedIsNamedAndTheOthersRun() throws IOException {
        try (ServerSocket other = taken()) {
            Outrider outrider = outrider()
                    .with("outrider.sources", "inbox,firewalls")
                    .with("outrider.source.firewalls.type", "syslog-tcp")
                    .with("outrider.source.firewalls.host", "127.0.0.1")
                    .with("outrider.source.firewalls.port", Integer.toString(other.getLocalPort()));
            try (Outrider.Service service = outrider.start()) {
                await(() -> assertThat(operational(outrider))
                        .containsExactly("Create High Outrider: the source firewalls does not run"));
                Answer well = ask(service, "well");
                assertThat(well.status()).isEqualTo(503);
                assertThat(well.data("sources", "firewalls").asText()).contains("in use");
                assertThat(ask(service, "ready").status()).isEqualTo(200);
                service.stop();
                // Nobody may start it again.
                assertThat(operational(outrider))
                        .containsExactly(
                                "Create High Outrider: the source firewalls does not run",
                                "Close High Outrider: the source firewalls does not run");
            }
        }
    }

    @Test
    void portThatIsTakenIsNamedInOneLine() throws IOException {
        try (ServerSocket other = taken()) {
            Outrider.Result result = new Outrider(directory)
                    .with("outrider.health.port", Integer.toString(other.getLocalPort()))
                    .call("run");

            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.err().lines())
                    .filteredOn(line -> line.startsWith("outrider: could not start: "))
                    .singleElement()
                    .asString()
                    .contains("outrider.health.port", "127.0.0.1:" + other.getLocalPort(), "in use");
            assertThat(result.out() + result.err()).doesNotContain("\tat ");
        }
    }

    @Test
    void runOverFilesOpensNoPortAndNeitherDoesAServiceThatIsToldNotTo() throws IOException {
        try (ServerSocket other = taken()) {
            String port = Integer.toString(other.getLocalPort());
            Path sample = Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log");

            Outrider.Result result =
                    new Outrider(directory).with("outrider.health.port", port).call("run", sample.toString());

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out() + result.err()).doesNotContain("Management interface");
            try (Outrider.Service service = new Outrider(directory)
                    .with("outrider.health.port", port)
                    .with("outrider.health.enabled", "false")
                    .start()) {
                await(() -> assertThat(service.log()).contains("Started source-inbox"));
                assertThat(listeners(service.pid())).isZero();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
