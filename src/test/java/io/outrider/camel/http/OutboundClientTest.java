package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.outrider.deliver.Answer;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.HttpCall;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundClientTest {

    private static final char[] PASSWORD = "synthetic".toCharArray();

    @TempDir
    Path directory;

    private SSLContext signedByItself() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "synthetic",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void certificateThatNobodyTrustsIsNotTrusted() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(signedByItself()));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (OutboundClient client = new OutboundClient(EgressPolicy.allowing(List.of("127.0.0.1")), "Outrider/test")) {
            assertThatThrownBy(
                            () -> client.make(new HttpCall("POST", url, Map.of(), new byte[0]), Duration.ofSeconds(10)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("certification path");
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    // As GitHub answers: docs.github.com, "Rate limits for the REST API".
    @Test
    void limitCountsWhereNothingOfItRemains() throws Exception {
        try (Receiver receiver = new Receiver();
                OutboundClient client =
                        new OutboundClient(EgressPolicy.allowing(List.of("127.0.0.1")), "Outrider/test")) {
            receiver.then(403, "", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "1735690000")
                    .then(403, "", "x-ratelimit-remaining", "17", "x-ratelimit-reset", "1735690000")
                    .then(403, "", "Retry-After", "60", "x-ratelimit-remaining", "17");
            HttpCall call = new HttpCall("POST", URI.create(receiver.url("/")), Map.of(), new byte[0]);
            Duration timeout = Duration.ofSeconds(10);

            assertThat(client.make(call, timeout)).isEqualTo(new Answer(403, null, "1735690000", ""));
            assertThat(client.make(call, timeout)).isEqualTo(new Answer(403, null, ""));
            assertThat(client.make(call, timeout)).isEqualTo(new Answer(403, "60", ""));
        }
    }
}
