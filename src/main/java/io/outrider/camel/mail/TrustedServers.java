package io.outrider.camel.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** By which certificates servers are trusted: the JDK's, or those of a file of the operator's. */
final class TrustedServers {

    private TrustedServers() {}

    /**
     * Sockets over TLS.
     *
     * @param file PEM with certificates, PKCS #12 or JKS; null for what the JDK trusts
     * @throws IllegalArgumentException if it holds no certificates; the message begins with the property's name
     */
    static SSLSocketFactory sockets(@Nullable Path file, @Nullable String password) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (file == null) {
                context.init(null, null, null);
            } else {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(isStore(file) ? store(file, password) : pem(file));
                context.init(null, trust.getTrustManagers(), null);
            }
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "truststore: expected certificates in PEM, PKCS #12 (.p12, .pfx) or JKS (.jks), but found none in "
                            + file + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isStore(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx|jks)");
    }

    private static KeyStore store(Path file, @Nullable String password) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
    }

    private static KeyStore pem(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new GeneralSecurityException("there is no certificate");
        }
        return store;
    }
}
