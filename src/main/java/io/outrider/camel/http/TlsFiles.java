package io.outrider.camel.http;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.outrider.deliver.HttpOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Certificates and keys from PEM files, for calls. Netty reads them, as it does for syslog. */
final class TlsFiles {

    private TlsFiles() {}

    /**
     * What the options name; empty if they name nothing, and the JDK's own is meant.
     *
     * @throws IllegalArgumentException if a file cannot be read or holds something else; the message begins with a property's name
     */
    static Optional<SSLContext> context(HttpOptions options) {
        if (options.caCertificates() == null && options.clientCertificate() == null) {
            return Optional.empty();
        }
        readable("caCertificates", options.caCertificates());
        readable("clientCertificate", options.clientCertificate());
        readable("clientKey", options.clientKey());
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        authorities(builder, options);
        identity(builder, options);
        try {
            SslContext context = builder.build();
            if (context instanceof JdkSslContext jdk) {
                return Optional.of(jdk.context());
            }
            throw new IllegalStateException("expected the JDK's TLS, but found " + context.getClass());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "clientKey: expected the private key of the certificate in " + options.clientCertificate()
                            + ", but found: " + reason(e),
                    e);
        }
    }

    private static void readable(String property, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    property + ": expected a file that can be read, but found none at " + file.toAbsolutePath());
        }
    }

    private static void authorities(SslContextBuilder builder, HttpOptions options) {
        if (options.caCertificates() == null) {
            return;
        }
        try {
            builder.trustManager(options.caCertificates().toFile());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "caCertificates: expected certificates in PEM format in " + options.caCertificates()
                            + ", but found: " + reason(e),
                    e);
        }
    }

    private static void identity(SslContextBuilder builder, HttpOptions options) {
        if (options.clientCertificate() == null || options.clientKey() == null) {
            return;
        }
        try {
            builder.keyManager(
                    options.clientCertificate().toFile(), options.clientKey().toFile());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "clientCertificate: expected a certificate chain in PEM format in " + options.clientCertificate()
                            + " and its private key (PKCS #8, without a password) in " + options.clientKey()
                            + ", but found: " + reason(e),
                    e);
        }
    }

    private static String reason(Exception e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + e.getCause().getMessage();
    }
}
