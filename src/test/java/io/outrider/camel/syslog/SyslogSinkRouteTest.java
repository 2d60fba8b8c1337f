package io.outrider.camel.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.SinkUnderTest;
import io.outrider.deliver.RenderedFindings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The syslog sinks' routes as they are shipped, against sockets on loopback. Findings are synthetic. */
class SyslogSinkRouteTest {

    private static final String PASSWORD = "synthetic";

    @TempDir
    Path directory;

    private SinkUnderTest sink;
    private Listener listener;

    /** A receiver: notes what comes on each of its connections. */
    private static final class Listener implements AutoCloseable {
        private final ServerSocket server;
        private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        Listener(ServerSocketFactory factory, int port) throws IOException {
            server = factory.createServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            run(this::accept);
        }

        private static void run(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    run(() -> read(socket, bytes));
                }
            } catch (IOException e) {
                // Closed, at the test's end.
            }
        }

        private void read(Socket socket, ByteArrayOutputStream into) {
            try (InputStream in = socket.getInputStream()) {
                byte[] buffer = new byte[4096];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (into.size() == 0) {
                        connections.add(into);
                    }
                    into.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // The connection's end, which some tests bring about.
            }
        }

        List<String> received() {
            return connections.stream()
                    .map(bytes -> bytes.toString(StandardCharsets.UTF_8))
                    .toList();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void start(String kind, int port, Map<String, String> more) throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("host", "127.0.0.1", "port", Integer.toString(port)));
        if (!kind.equals("udp")) {
            parameters.put("timeout", "3000");
        }
        parameters.putAll(more);
        sink = new SinkUnderTest(
                new SettableClock(RenderedFindings.EMITTED), "sinks/syslog", "syslog-" + kind, parameters);
    }

    @AfterEach
    void stop() throws Exception {
        if (sink != null) {
            sink.close();
        }
        if (listener != null) {
            listener.close();
        }
    }

    private void send(int revision) {
        sink.send(RenderedFindings.document(
                "TTP", RenderedFindings.row(), revision, revision == 0 ? Activity.CREATE : Activity.UPDATE));
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    @Test
    void findingIsADatagram() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            receiver.setSoTimeout(30_000);
            start("udp", receiver.getLocalPort(), Map.of());
            send(0);

            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            receiver.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .startsWith("<132>1 2026-01-01T11:05:00.250Z - outrider - alert - CEF:0|Outrider|Outrider|0.1.0|")
                    .contains(" cs1=5ca1ab1e ")
                    .doesNotContain("\n");
            assertThat(sink.deadLetters()).isEmpty();
        }
    }

    @Test
    void findingsAreLinesOfOneConnectionInTheirOrder() throws Exception {
        listener = new Listener(ServerSocketFactory.getDefault(), 0);
        start("tcp", listener.port(), Map.of());
        for (int revision = 0; revision < 20; revision++) {
            send(revision);
        }

        await(() -> assertThat(String.join("", listener.received()).lines()).hasSize(20));
        assertThat(listener.received()).hasSize(1);
        List<String> lines = listener.received().get(0).lines().toList();
        for (int revision = 0; revision < 20; revision++) {
            assertThat(lines.get(revision)).contains(" cn1=" + revision + " ");
        }
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void connectionThatWasClosedIsMadeAnew() throws Exception {
        listener = new Listener(ServerSocketFactory.getDefault(), 0);
        start("tcp", listener.port(), Map.of("framing", "octets"));
        send(0);
        await(() -> assertThat(listener.received()).hasSize(1));
        int port = listener.port();
        listener.close();
        // The thread that waits for connections has the port until it notices.
        await(() -> assertThatCode(() -> listener = new Listener(ServerSocketFactory.getDefault(), port))
                .doesNotThrowAnyException());

        // The first ones may be written to the connection that is gone: the socket takes them.
        await(() -> {
            send(1);
            assertThat(listener.received()).isNotEmpty();
        });
        assertThat(listener.received().get(0)).matches("(?s)[0-9]+ <132>1 .*");
    }

    @Test
    void receiverThatIsNotThereIsAFailure() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        start("tcp", port, Map.of());
        send(0);

        assertThat(sink.deadLetters())
                .singleElement()
                .asString()
                .startsWith("syslog-tcp soc at 127.0.0.1, port " + port + " could not be written to: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void addressThatIsNotAllowedIsNotCalled(String kind) throws Exception {
        // Loopback too, but not in the block that this test's policy allows; as a name would be resolved to it.
        try (DatagramSocket datagrams = new DatagramSocket(0, InetAddress.getByName("::1"));
                ServerSocket connections =
                        new ServerSocket(datagrams.getLocalPort(), 5, InetAddress.getByName("::1"))) {
            start(kind, datagrams.getLocalPort(), Map.of("host", "[::1]"));
            send(0);

            assertThat(sink.deadLetters())
                    .singleElement()
                    .asString()
                    .startsWith("syslog-" + kind + " soc at [::1], port " + datagrams.getLocalPort()
                            + ": expected a public address, or one that outrider.egress.allow lists, but found ");
            datagrams.setSoTimeout(500);
            connections.setSoTimeout(500);
            assertThatThrownBy(() -> datagrams.receive(new DatagramPacket(new byte[10], 10)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(connections::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatIsNoFindingIsARefusal() throws Exception {
        listener = new Listener(ServerSocketFactory.getDefault(), 0);
        start("tcp", listener.port(), Map.of());
        sink.send(Map.of("x", 1));

        assertThat(sink.deadLetters()).singleElement().asString().startsWith("syslog-tcp soc: expected a finding");
    }

    private Path keys(String name, String subject) throws Exception {
        Path store = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return store;
    }

    private static KeyStore load(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static ServerSocketFactory server(Path store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private Path pem(Path store) throws Exception {
        KeyStore keys = load(store);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(
                        keys.getCertificate(keys.aliases().nextElement()).getEncoded());
        return Files.writeString(
                Path.of(store + ".crt"), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void findingGoesOverTlsWithItsLengthBeforeIt() throws Exception {
        Path store = keys("collector", "ip:127.0.0.1");
        listener = new Listener(server(store), 0);
        start("tls", listener.port(), Map.of("authority", pem(store).toString()));
        send(0);

        await(() -> assertThat(listener.received()).hasSize(1));
        String received = listener.received().get(0);
        int blank = received.indexOf(' ');
        assertThat(Integer.parseInt(received.substring(0, blank)))
                .isEqualTo(received.substring(blank + 1).getBytes(StandardCharsets.UTF_8).length);
        assertThat(sink.deadLetters()).isEmpty();
    }

    @Test
    void receiverWithACertificateOfAnotherAuthorityGetsNothing() throws Exception {
        listener = new Listener(server(keys("collector", "ip:127.0.0.1")), 0);
        start(
                "tls",
                listener.port(),
                Map.of("authority", pem(keys("other", "ip:127.0.0.1")).toString()));
        send(0);

        assertThat(sink.deadLetters()).hasSize(1);
        assertThat(listener.received()).isEmpty();
    }

    @Test
    void receiverWithACertificateForAnotherHostGetsNothing() throws Exception {
        Path store = keys("collector", "dns:collector.example.com");
        listener = new Listener(server(store), 0);
        start("tls", listener.port(), Map.of("authority", pem(store).toString()));
        send(0);

        assertThat(sink.deadLetters()).hasSize(1);
        assertThat(listener.received()).isEmpty();
    }

    @Test
    void operatorMayTakeACertificateForAnotherHost() throws Exception {
        Path store = keys("collector", "dns:collector.example.com");
        listener = new Listener(server(store), 0);
        start("tls", listener.port(), Map.of("authority", pem(store).toString(), "hostnameVerification", "false"));
        send(0);

        await(() -> assertThat(listener.received()).hasSize(1));
    }
}
