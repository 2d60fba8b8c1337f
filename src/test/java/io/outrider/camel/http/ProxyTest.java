package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.outrider.deliver.Answer;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.HttpCall;
import io.outrider.deliver.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through a proxy on loopback, which notes what it is asked for. */
class ProxyTest {

    @TempDir
    static Path directory;

    private static Authority authority;

    private final TunnelProxy proxy = new TunnelProxy();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;
    private OutboundClient client;

    /** Knows the receiver's and the proxy's name, an address inside, and no other. */
    private static final class Names implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return switch (host) {
                case "soc.example.com", "127.0.0.1" -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                case "inside.example.com" -> new InetAddress[] {InetAddress.getByName("169.254.169.254")};
                case "proxy.example.com" -> new InetAddress[] {InetAddress.getByName("10.0.0.5")};
                // As a name server has it: an address is one.
                case "10.1.2.3", "169.254.169.254" -> new InetAddress[] {InetAddress.getByName(host)};
                default -> throw new UnknownHostException(host);
            };
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = Authority.make(directory, "synthetic-authority");
        authority.sign("good", "DNS:soc.example.com,DNS:outside.example.com", 1, 30);
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server("good")));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        proxy.to(server.getAddress());
        client = new OutboundClient(EgressPolicy.allowing(List.of("127.0.0.1")), "Outrider/test", new Names());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
        proxy.close();
    }

    private HttpOptions options(String host, String user) {
        return new HttpOptions(
                authority.certificate(),
                null,
                null,
                URI.create("http://" + host + ":" + proxy.port()),
                user,
                user == null ? null : "hunter2");
    }

    private Answer call(String host, HttpOptions options) throws IOException {
        return client.make(
                new HttpCall(
                        "POST",
                        URI.create("https://" + host + "/hook"),
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8)),
                Duration.ofSeconds(20),
                options);
    }

    @Test
    void callGoesThroughTheProxyAndTheReceiverIsStillVerified() throws Exception {
        assertThat(call("soc.example.com", options("127.0.0.1", null)).status()).isEqualTo(204);
        assertThat(proxy.asked()).containsExactly("CONNECT soc.example.com:443 HTTP/1.1");
        assertThat(requests).hasValue(1);
    }

    @Test
    void userIsToldToAProxyThatAsksForIt() throws Exception {
        proxy.askFor("soc", "hunter2");

        assertThat(call("soc.example.com", options("127.0.0.1", "soc")).status())
                .isEqualTo(204);
        assertThatThrownBy(() -> call("soc.example.com", options("127.0.0.1", "other")))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"inside.example.com", "10.1.2.3", "169.254.169.254"})
    void proxyIsNotAskedForAHostThatMayNotBeCalled(String host) {
        assertThatThrownBy(() -> call(host, options("127.0.0.1", null))).isInstanceOf(ForbiddenAddressException.class);
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void nameThatNobodyKnowsHereIsLeftToTheProxy() throws Exception {
        assertThat(call("outside.example.com", options("127.0.0.1", null)).status())
                .isEqualTo(204);
        assertThat(proxy.asked()).containsExactly("CONNECT outside.example.com:443 HTTP/1.1");
    }

    @Test
    void proxyInsideHasToBeAllowedToo() {
        assertThatThrownBy(() -> call("soc.example.com", options("proxy.example.com", null)))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("10.0.0.5 for proxy.example.com");
    }

    @Test
    void refusalOfTheProxyIsNoAnswerOfTheReceiver() {
        proxy.answer("404 Not Found");

        assertThatThrownBy(() -> call("soc.example.com", options("127.0.0.1", null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
        assertThat(requests).hasValue(0);
    }
}
