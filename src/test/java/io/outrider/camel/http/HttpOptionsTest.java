package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.outrider.deliver.Answer;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.HttpCall;
import io.outrider.deliver.HttpOptions;
import io.outrider.deliver.SinkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorities, client certificates and proxies of calls, against servers on loopback. Certificates are made for the test. */
class HttpOptionsTest {

    @TempDir
    static Path directory;

    private static Authority authority;

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OutboundClient client = new OutboundClient(
            EgressPolicy.allowing(List.of("127.0.0.0/8")), "Outrider/test", SystemDefaultDnsResolver.INSTANCE);
    private HttpsServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = Authority.make(directory, "synthetic-authority");
        Authority other = Authority.make(directory, "other-authority");
        authority.sign("good", "IP:127.0.0.1", 1, 30);
        authority.sign("expired", "IP:127.0.0.1", 20, 10);
        authority.sign("elsewhere", "DNS:elsewhere.example.com", 1, 30);
        authority.sign("client", "DNS:client.example.com", 1, 30);
        other.sign("stranger", "DNS:stranger.example.com", 1, 30);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        threads.shutdownNow();
        if (server != null) {
            server.stop(0);
        }
    }

    private URI start(String certificate, boolean clientCertificate) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server(certificate)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(clientCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static HttpOptions options(String... propertiesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < propertiesAndValues.length; i += 2) {
            properties.put(propertiesAndValues[i], propertiesAndValues[i + 1]);
        }
        return HttpOptions.of(new SinkSettings("webhook", "soc", properties));
    }

    private static HttpOptions ownAuthority() {
        return options("caCertificates", authority.certificate().toString());
    }

    private static HttpOptions withClient(String subject) {
        return options(
                "caCertificates", authority.certificate().toString(),
                "clientCertificate", authority.pem(subject, "CERTIFICATE").toString(),
                "clientKey", authority.pem(subject, "PRIVATE KEY").toString());
    }

    private Answer call(URI url, HttpOptions options) throws IOException {
        return client.make(
                new HttpCall("POST", url, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)),
                Duration.ofSeconds(20),
                options);
    }

    @Test
    void authorityOfASinkIsTrustedByThatSinkAlone() throws Exception {
        URI url = start("good", false);

        assertThat(call(url, ownAuthority()).status()).isEqualTo(204);
        assertThatThrownBy(() -> call(url, HttpOptions.DEFAULT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call(
                        url,
                        options(
                                "caCertificates",
                                directory
                                        .resolve("other-authority.CERTIFICATE.pem")
                                        .toString())))
                .isInstanceOf(IOException.class);
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"expired", "elsewhere"})
    void certificateThatIsExpiredOrOfAnotherHostIsRefused(String certificate) throws Exception {
        URI url = start(certificate, false);

        assertThatThrownBy(() -> call(url, ownAuthority())).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(0);
    }

    @Test
    void serverThatDemandsACertificateGetsTheSinks() throws Exception {
        URI url = start("good", true);

        assertThat(call(url, withClient("client")).status()).isEqualTo(204);
        assertThatThrownBy(() -> call(url, ownAuthority())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call(url, withClient("stranger"))).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void sinksWithEqualOptionsShareAClientAndOthersDoNot() throws Exception {
        client.prepare(ownAuthority());
        client.prepare(ownAuthority());
        client.prepare(HttpOptions.DEFAULT);

        assertThat(client.clients()).isEqualTo(2);
    }

    @Test
    void whatIsWrongWithAFileIsToldByItsProperty() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "hunter2");
        String certificate = authority.pem("client", "CERTIFICATE").toString();
        String key = authority.pem("client", "PRIVATE KEY").toString();

        assertThatThrownBy(() -> client.prepare(options("caCertificates", "none.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("caCertificates: expected a file that can be read, but found none at ");
        assertThatThrownBy(() -> client.prepare(options("caCertificates", text.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("caCertificates: expected certificates in PEM format in ")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> client.prepare(options("clientCertificate", text.toString(), "clientKey", key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clientCertificate: expected a certificate chain in PEM format in ");
        assertThatThrownBy(
                        () -> client.prepare(options("clientCertificate", certificate, "clientKey", text.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("client")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> client.prepare(options("clientCertificate", certificate)))
                .hasMessage("clientKey: expected a value beside clientCertificate, but found nothing");
    }
}
