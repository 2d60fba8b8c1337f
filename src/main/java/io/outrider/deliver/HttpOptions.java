package io.outrider.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sink's calls go out: whom they trust, who they say they are, and through which proxy. Sinks with the same options share their
 * connections.
 *
 * @param caCertificates PEM file of the authorities that servers' certificates are verified by, instead of the JDK's; null for those
 * @param clientCertificate PEM file of this client's certificate, those that signed it behind it; null for none
 * @param clientKey PEM file of its private key (PKCS #8); null for none
 * @param proxy {@code http://host:port}; null for none
 * @param proxyUser null for none
 * @param proxyPassword null for none
 */
public record HttpOptions(
        @Nullable Path caCertificates,
        @Nullable Path clientCertificate,
        @Nullable Path clientKey,
        @Nullable URI proxy,
        @Nullable String proxyUser,
        @Nullable String proxyPassword) {

    /** The JDK's authorities, no certificate, no proxy. */
    public static final HttpOptions DEFAULT = new HttpOptions(null, null, null, null, null, null);

    public HttpOptions {
        require(clientCertificate == null, clientKey == null, "clientCertificate", "clientKey");
        require(proxyUser == null, proxyPassword == null, "proxyUser", "proxyPassword");
        if (proxyUser != null && proxy == null) {
            throw new IllegalArgumentException("proxy: expected a value beside proxyUser, but found nothing");
        }
    }

    private static void require(boolean lacksFirst, boolean lacksSecond, String first, String second) {
        if (lacksFirst != lacksSecond) {
            String there = lacksFirst ? second : first;
            String missing = lacksFirst ? first : second;
            throw new IllegalArgumentException(missing + ": expected a value beside " + there + ", but found nothing");
        }
    }

    /** @throws IllegalArgumentException if a property is wrong; the message begins with its name */
    public static HttpOptions of(SinkSettings sink) {
        return new HttpOptions(
                file(sink, "caCertificates"),
                file(sink, "clientCertificate"),
                file(sink, "clientKey"),
                sink.optional("proxy").isEmpty() ? null : sink.read("proxy", HttpOptions::proxy),
                sink.optional("proxyUser").orElse(null),
                sink.optional("proxyPassword").orElse(null));
    }

    private static @Nullable Path file(SinkSettings sink, String property) {
        Optional<String> file = sink.optional(property);
        return file.isEmpty() ? null : sink.read(property, Path::of);
    }

    private static URI proxy(String text) {
        URI proxy;
        try {
            proxy = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected an address such as http://proxy.example.com:3128, but found "
                    + "something else at character " + (e.getIndex() + 1));
        }
        String path = proxy.getRawPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                && proxy.getRawQuery() == null
                && proxy.getRawFragment() == null
                && proxy.getRawUserInfo() == null;
        if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 1 || !bare) {
            throw new IllegalArgumentException(
                    "expected http://, a host and a port, as in http://proxy.example.com:3128, and its user in proxyUser,"
                            + " but found something else");
        }
        return proxy;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "caCertificates=" + caCertificates + ", clientCertificate=" + clientCertificate + ", proxy=" + proxy;
    }
}
