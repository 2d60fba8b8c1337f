package io.outrider.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.FreePort;
import io.outrider.LoggedLines;
import io.outrider.app.Certificates;
import io.outrider.camel.syslog.SyslogServer;
import io.outrider.cim.DataModels;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which headers leave each source as it is shipped: none. One of Camel's own names that an outsider may set would tell a route behind it
 * where to write. Of Kafka's, {@code KafkaIT} shows it. What is sent is synthetic.
 */
class SourceHeadersTest {

    private static final String FORGED = "2026-01-01 00:00:00,000 INFO  [out.sou] forged";

    @TempDir
    Path directory;

    private final List<Map<String, Object>> left = new CopyOnWriteArrayList<>();
    private final LoggedLines log = new LoggedLines("outrider.sources");
    private volatile boolean fails;

    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.systemUTC();
        GroupingSettings settings = ShippedRoutes.settings(true);
        WindowGrouping grouping = new WindowGrouping(
                new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), clock), settings, clock);
        context = ShippedRoutes.context(Map.of());
        Map<String, Object> parts = Map.of(
                "regularFiles", new RegularFiles(new ReadFiles(clock)),
                "finishedFiles", new FinishedFiles(clock),
                "followFiles", new FollowFiles(grouping, new OpenInputs(), clock, 500, 1_000),
                "rememberFollowed", new RememberFollowed(),
                "endFollowed", new EndFollowed(new OpenInputs()),
                "rejectBatch", new RejectBatch(),
                "syslogServer", new SyslogServer(grouping, new Statistics(), new OpenStreams(), clock, 500, null));
        parts.forEach(context.getRegistry()::bind);
        ShippedRoutes.load(context, "9-error-handling", "1-source-file", "1-source-tail", "1-source-syslog");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String next : List.of("read-input", "normalize", "detect", "rejected-events")) {
                    from("direct:" + next).errorHandler(noErrorHandler()).process(SourceHeadersTest.this::note);
                }
            }
        });
        context.start();
    }

    private void note(Exchange exchange) throws IOException {
        left.add(new HashMap<>(exchange.getMessage().getHeaders()));
        if (fails) {
            GenericFile<?> file = exchange.getMessage().getBody(GenericFile.class);
            throw new IOException("synthetic: " + file.getAbsoluteFilePath() + " cannot be read");
        }
    }

    @AfterEach
    void stop() {
        context.stop();
        log.close();
    }

    private void source(String type, Map<String, Object> parameters) throws Exception {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("name", "test");
        TemplatedRouteBuilder.builder(context, type + "-source")
                .routeId("source-test")
                .parameters(all)
                .add();
    }

    private void noneLeft() {
        Awaitility.await().untilAsserted(() -> assertThat(left).isNotEmpty());
        assertThat(left).allSatisfy(headers -> assertThat(headers).isEmpty());
    }

    private Path inbox() throws IOException {
        return Files.createDirectories(directory.resolve("inbox/hosts"));
    }

    private void files(String finished) throws Exception {
        source(
                "file",
                Map.of(
                        "directory",
                        directory.resolve("inbox").toString(),
                        "recursive",
                        "true",
                        "settleTime",
                        "0",
                        "finished",
                        finished,
                        "noop",
                        String.valueOf(!finished.equals("move"))));
    }

    @Test
    void nameOfAFileIsNoHeaderAndTheFileIsMovedAllTheSame() throws Exception {
        Files.writeString(inbox().resolve("a.json"), "{}\n");
        files("move");

        noneLeft();
        Path moved = directory.resolve("inbox/.done/hosts/a.json");
        Awaitility.await().untilAsserted(() -> assertThat(moved).exists());
        assertThat(inbox().resolve("a.json")).doesNotExist();
    }

    @Test
    void fileThatCannotBeReadIsSetAsideByItsNameWhichForgesNoLineOfTheLog() throws Exception {
        fails = true;
        String name = "a\n" + FORGED;
        Files.writeString(inbox().resolve(name), "{}\n");
        files("move");

        Path setAside = directory.resolve("inbox/.failed/hosts").resolve(name);
        Awaitility.await().untilAsserted(() -> assertThat(setAside).exists());
        noneLeft();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("ERROR hosts/a " + FORGED + " was set aside in .failed: synthetic: ")
                .hasLineCount(1);
    }

    @Test
    void fileThatIsLeftWhereItIsForgesNoLineOfTheLogEither() throws Exception {
        fails = true;
        Files.writeString(inbox().resolve("a\r" + FORGED), "{}\n");
        files("leave");

        Awaitility.await().untilAsserted(() -> assertThat(log.lines()).isNotEmpty());
        noneLeft();
        assertThat(log.lines().get(0))
                .startsWith("ERROR hosts/a " + FORGED + " was not read, and is left where it is: synthetic: ")
                .hasLineCount(1);
    }

    @Test
    void nameOfAFollowedFileIsNoHeader() throws Exception {
        Files.writeString(inbox().resolve("a.log"), "one\n");
        source("tail", Map.of("directory", inbox().toString(), "pollDelay", "10"));

        noneLeft();
    }

    @Test
    void followedFileThatIsNotFollowedForgesNoLineOfTheLog() throws Exception {
        // What gzip makes begins so.
        Files.write(inbox().resolve("a\n" + FORGED), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        source("tail", Map.of("directory", inbox().toString(), "pollDelay", "10"));

        Awaitility.await().untilAsserted(() -> assertThat(log.lines()).isNotEmpty());
        assertThat(log.lines().get(0)).contains("a " + FORGED).hasLineCount(1);
    }

    @Test
    void whoSentADatagramIsNoHeader() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            int port = FreePort.find();
            source("syslog-udp", Map.of("host", "127.0.0.1", "port", port));
            byte[] message = "CamelFileName: elsewhere".getBytes(UTF_8);
            socket.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));

            noneLeft();
        }
    }

    @Test
    void whoHoldsAConnectionIsNoHeader() throws Exception {
        int port = FreePort.find();
        source("syslog-tcp", Map.of("host", "127.0.0.1", "port", port));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("CamelFileName: elsewhere\n".getBytes(UTF_8));

            noneLeft();
        }
    }

    @Test
    void whatACertificateSaysIsNoHeader() throws Exception {
        Certificates certificates = Certificates.make(directory, "server", "-ext", "SAN=IP:127.0.0.1");
        int port = FreePort.find();
        source(
                "syslog-tls",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        port,
                        "certificate",
                        certificates.certificate().toString(),
                        "key",
                        certificates.key().toString(),
                        "clientCertificates",
                        "required",
                        "clientAuthority",
                        certificates.certificate().toString()));
        SSLSocketFactory sockets = certificates.server().getSocketFactory();
        try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("CamelFileName: elsewhere\n".getBytes(UTF_8));

            noneLeft();
        }
    }
}
