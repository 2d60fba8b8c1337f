package io.outrider.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with sources of type syslog, over real sockets of this machine. Events and certificates are synthetic. */
class SyslogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private final String good = events("samples/synthetic-sysmon.xml.log").get(0);

    private static List<String> events(String file) {
        try {
            return Files.readAllLines(Outrider.PROJECT.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    /** An event that makes a row, and so an alert, of its own. */
    private String event(String command) {
        return good.replace("whoami", command);
    }

    private static int freePort() throws IOException {
        // Free for both, as far as anybody can tell.
        try (ServerSocket tcp = new ServerSocket(0);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
            return udp.getLocalPort();
        } catch (SocketException e) {
            return freePort();
        }
    }

    private Outrider outrider(String... sources) {
        return new Outrider(directory).with("outrider.sources", String.join(",", sources));
    }

    private static Outrider source(Outrider outrider, String name, String type, int port, String... properties) {
        String prefix = "outrider.source." + name + '.';
        outrider.with(prefix + "type", type).with(prefix + "port", String.valueOf(port));
        for (int i = 0; i < properties.length; i += 2) {
            outrider.with(prefix + properties[i], properties[i + 1]);
        }
        return outrider;
    }

    private static void awaitStart(Outrider.Service service, String... names) {
        for (String name : names) {
            await(() -> assertThat(service.log()).contains("Started source-" + name));
        }
    }

    private static void sendDatagram(String host, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(host, port)));
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static String counted(String message) {
        return message.getBytes(UTF_8).length + " " + message;
    }

    /** Whether the other side closes the connection, soon. */
    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** A count of the lines that a service that has stopped tells of a source. */
    private static long count(Outrider.Service service, String source, String what) {
        Matcher matcher = Pattern.compile("Since the start: " + source + "(\\d+) " + what + "|Since the start: "
                        + source + ".*?, (\\d+) " + what)
                .matcher(service.log());
        assertThat(matcher.find()).as(service.log()).isTrue();
        return Long.parseLong(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    @Test
    void messagesAlertByEveryTransportFramingAndFamilyOfAddresses() throws Exception {
        Certificates server = Certificates.make(directory, "server");
        int udp = freePort();
        int tcp = freePort();
        int tls = freePort();
        int six = freePort();
        Outrider outrider = outrider("udp", "tcp", "tls", "six");
        source(outrider, "udp", "syslog-udp", udp);
        source(outrider, "tcp", "syslog-tcp", tcp);
        source(outrider, "six", "syslog-udp", six, "host", "[::1]");
        source(
                outrider,
                "tls",
                "syslog-tls",
                tls,
                "certificate",
                server.certificate().toString(),
                "key",
                server.key().toString());
        try (Outrider.Service service = outrider.start();
                Socket lines = connectLater(service, tcp, "udp", "tcp", "tls", "six");
                Socket frames = new Socket(InetAddress.getLoopbackAddress(), tcp);
                Socket frames6 = new Socket("::1", tcp);
                Socket secure = server.sockets(null).createSocket("127.0.0.1", tls)) {
            sendDatagram("127.0.0.1", udp, event("one"));
            sendDatagram("::1", udp, event("two") + "\n");
            sendDatagram("::1", six, event("three") + "\0");
            send(lines, event("four") + "\n" + event("five") + "\r\n");
            send(frames, counted(event("six")) + counted(event("seven")));
            send(frames6, counted(event("eight") + "\n"));
            send(secure, counted(event("nine")) + counted(event("ten")));

            await(() -> assertThat(outrider.alerts()).hasSize(10));
            assertThat(service.stop()).as(service.log()).isIn(0, 143);
            assertThat(service.log()).doesNotContain("Exception");
            assertThat(count(service, "udp: ", "messages received")).isEqualTo(2);
            assertThat(count(service, "tcp: ", "messages received")).isEqualTo(5);
            assertThat(count(service, "tls: ", "messages received")).isEqualTo(2);
            assertThat(count(service, "six: ", "messages received")).isEqualTo(1);
        }
    }

    private static Socket connectLater(Outrider.Service service, int port, String... names) throws IOException {
        awaitStart(service, names);
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void requiredClientCertificateShutsOutThoseWithoutAndOptionalDoesNot() throws Exception {
        Certificates server = Certificates.make(directory, "server");
        Certificates client = Certificates.make(directory, "client");
        Certificates stranger = Certificates.make(directory, "stranger");
        int required = freePort();
        int optional = freePort();
        Outrider outrider = outrider("required", "optional");
        for (String name : List.of("required", "optional")) {
            source(
                    outrider,
                    name,
                    "syslog-tls",
                    name.equals("required") ? required : optional,
                    "certificate",
                    server.certificate().toString(),
                    "key",
                    server.key().toString(),
                    "clientCertificates",
                    name,
                    "clientAuthority",
                    client.certificate().toString());
        }
        try (Outrider.Service service = outrider.start()) {
            awaitStart(service, "required", "optional");
            for (Certificates wrong : new @Nullable Certificates[] {null, stranger}) {
                try (Socket socket = server.sockets(wrong).createSocket("127.0.0.1", required)) {
                    send(socket, counted(event("none")));
                    assertThat(isClosed(socket)).isTrue();
                } catch (IOException e) {
                    // Refused while it was still being greeted.
                }
            }
            try (Socket known = server.sockets(client).createSocket("127.0.0.1", required);
                    Socket unknown = server.sockets(null).createSocket("127.0.0.1", optional)) {
                send(known, counted(event("known")));
                send(unknown, counted(event("unknown")));

                await(() -> assertThat(outrider.alerts()).hasSize(2));
            }
            service.stop();
            assertThat(count(service, "required: ", "messages received")).isEqualTo(1);
            assertThat(count(service, "required: ", "failed TLS handshakes")).isEqualTo(2);
            assertThat(service.log()).containsPattern("WARN .*required: .* 2 failed TLS handshakes");
        }
    }

    @Test
    void messageThatIsTooLongIsSetAsideAndTheNextIsRead() throws Exception {
        int port = freePort();
        Outrider outrider = outrider("tcp");
        source(outrider, "tcp", "syslog-tcp", port, "maxMessageSize", "5000");
        try (Outrider.Service service = outrider.start();
                Socket lines = connectLater(service, port, "tcp");
                Socket frames = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(lines, event("x".repeat(10_000)) + "\n" + event("one") + "\n");
            send(frames, counted(event("y".repeat(20_000))) + counted(event("two")));

            await(() -> assertThat(outrider.alerts()).hasSize(2));
            await(() -> assertThat(outrider.deadLetters()).hasSize(2));
            for (JsonNode kept : outrider.deadLetters()) {
                assertThat(kept.get("can_be_retried").asBoolean()).isFalse();
                JsonNode rejected = kept.get("letter");
                assertThat(rejected.get("reason").asText())
                        .contains("expected a record within the size limit (outrider.source.tcp.maxMessageSize)");
                assertThat(rejected.get("length").asInt()).isGreaterThan(10_000);
                assertThat(rejected.get("source").asText()).isEqualTo("tcp:" + port);
            }
            service.stop();
            assertThat(count(service, "tcp: ", "too long")).isEqualTo(2);
        }
    }

    @Test
    void senderThatTricklesHoldsUpNobodyAndIsClosed() throws Exception {
        int port = freePort();
        Outrider outrider = outrider("tcp");
        source(outrider, "tcp", "syslog-tcp", port, "idleTimeout", "3000");
        try (Outrider.Service service = outrider.start();
                Socket slow = connectLater(service, port, "tcp");
                Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
            AtomicBoolean closed = new AtomicBoolean();
            Thread trickle = new Thread(() -> {
                try {
                    send(slow, "1000 <13>");
                    while (!closed.get()) {
                        send(slow, "x");
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException e) {
                    // It was closed.
                }
            });
            trickle.start();
            send(other, counted(event("one")));

            await(() -> assertThat(outrider.alerts()).hasSize(1));
            assertThat(isClosed(slow)).isTrue();
            closed.set(true);
            trickle.join();
            service.stop();
            assertThat(count(service, "tcp: ", "idle connections closed")).isBetween(1L, 2L);
            assertThat(service.isAlive()).isFalse();
        }
    }

    @Test
    void connectionsBeyondTheLimitAreRefusedAndAClosedOneMakesRoom() throws Exception {
        int port = freePort();
        Outrider outrider = outrider("tcp");
        source(outrider, "tcp", "syslog-tcp", port, "maxConnectionsPerAddress", "2", "maxConnections", "3");
        try (Outrider.Service service = outrider.start();
                Socket one = connectLater(service, port, "tcp")) {
            Socket two = new Socket(InetAddress.getLoopbackAddress(), port);
            send(one, counted(event("one")));
            send(two, counted(event("two")));
            await(() -> assertThat(outrider.alerts()).hasSize(2));

            try (Socket three = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(isClosed(three)).isTrue();
            }
            try (Socket four = new Socket("::1", port)) {
                send(four, counted(event("three")));
                await(() -> assertThat(outrider.alerts()).hasSize(3));
            }
            two.close();
            await(() -> {
                try (Socket five = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    send(five, counted(event("four")));
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .untilAsserted(() -> assertThat(outrider.alerts()).hasSize(4));
            });
            service.stop();
            assertThat(count(service, "tcp: ", "connections refused")).isPositive();
        }
    }

    @Test
    void fullQueueHoldsUpConnectionsAndLosesNothing() throws Exception {
        int messages = 50_000;
        int port = freePort();
        Outrider outrider = outrider("tcp");
        source(outrider, "tcp", "syslog-tcp", port, "queueSize", "20000");
        try (Outrider.Service service = outrider.start();
                Socket one = connectLater(service, port, "tcp");
                Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (int i = 0; i < messages / 200; i++) {
                send(one, "{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":1}\n".repeat(100));
                send(
                        two,
                        counted("{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":1}")
                                .repeat(100));
            }
            send(one, event("one") + "\n");
            send(two, counted(event("two")));

            await(() -> assertThat(outrider.alerts()).hasSize(2));
            service.stop();
            assertThat(count(service, "tcp: ", "messages received")).isEqualTo(messages + 2);
            assertThat(count(service, "", "events")).isEqualTo(messages + 2);
            assertThat(count(service, "tcp: ", "dropped")).isZero();
        }
    }

    @Test
    void whatWasTakenIsDeliveredWhenTheServiceStops() throws Exception {
        int udp = freePort();
        int tcp = freePort();
        Outrider outrider = outrider("udp", "tcp");
        source(outrider, "udp", "syslog-udp", udp);
        source(outrider, "tcp", "syslog-tcp", tcp);
        try (Outrider.Service service = outrider.start();
                Socket socket = connectLater(service, tcp, "udp", "tcp")) {
            send(socket, event("one") + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 10_000_000; i++) {
                        send(socket, "{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":1}\n".repeat(20));
                        sendDatagram("127.0.0.1", udp, "{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":1}");
                    }
                } catch (IOException e) {
                    // The service has stopped.
                }
            });
            sender.start();
            send(socket, event("two") + "\n");
            await(() -> assertThat(outrider.alerts()).hasSize(2));

            assertThat(service.stop()).isIn(0, 143);

            sender.join();
            long received = count(service, "tcp: ", "messages received") + count(service, "udp: ", "messages received");
            // What the end of the connection cut off may be one that is set aside.
            assertThat(count(service, "", "events")
                            + count(service, "", "records rejected")
                            + count(service, "udp: ", "dropped"))
                    .isEqualTo(received);
            assertThat(received).isGreaterThan(20);
            assertThat(count(service, "tcp: ", "not worked on")).isZero();
            assertThat(count(service, "udp: ", "not worked on")).isZero();
            assertThat(service.log()).doesNotContain("Forcing shutdown");
        }
    }

    @Test
    void portThatIsTakenStopsNoOtherSourceAndIsTriedAgain() throws Exception {
        int port = freePort();
        int udp = freePort();
        Outrider outrider = outrider("tcp", "udp").with("camel.routecontroller.back-off-delay", "500");
        source(outrider, "tcp", "syslog-tcp", port);
        source(outrider, "udp", "syslog-udp", udp);
        ServerSocket taken = new ServerSocket(port);
        try (Outrider.Service service = outrider.start()) {
            awaitStart(service, "udp");
            sendDatagram("127.0.0.1", udp, event("one"));
            await(() -> assertThat(outrider.alerts()).hasSize(1));
            await(() -> assertThat(service.log()).contains("source-tcp could not start and is tried again"));
            taken.close();
            awaitStart(service, "tcp");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                send(socket, event("two"));
            }
            await(() -> assertThat(outrider.alerts()).hasSize(2));
        }
    }
}
