package io.outrider.camel.syslog;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.outrider.camel.syslog.SyslogSettings.ClientCertificates;
import io.outrider.camel.syslog.SyslogSettings.Tls;
import javax.net.ssl.SSLException;

/** TLS as a syslog server speaks it (RFC 5425): 1.3 and 1.2, with certificates from PEM files. */
final class TlsServer {

    /** RFC 5425 asks for 1.2 (as RFC 9662 updates it), and 1.3 where both sides have it; older ones are broken (RFC 8996). */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SslContext context;

    /** @throws IllegalArgumentException if the files are no certificates or keys */
    TlsServer(Tls tls) {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            tls.certificate().toFile(), tls.key().toFile(), tls.keyPassword())
                    // The JDK's own: no native library to ship.
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .clientAuth(clientAuth(tls.clients()));
            if (tls.clientAuthority() != null) {
                builder.trustManager(tls.clientAuthority().toFile());
            }
            context = builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IllegalArgumentException(
                    "expected a certificate chain and its private key (PKCS #8) in PEM format in certificate and key, but found: "
                            + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
                    e);
        }
    }

    private static ClientAuth clientAuth(ClientCertificates clients) {
        return switch (clients) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    SslHandler handler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }
}
