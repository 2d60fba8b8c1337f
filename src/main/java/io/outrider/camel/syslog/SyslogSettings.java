package io.outrider.camel.syslog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a route template say of a syslog source.
 *
 * @param name of the source
 * @param maxMessageSize in bytes
 * @param idleTimeout after which a connection that gives no whole message is closed
 * @param maxConnections in all
 * @param maxConnectionsPerAddress from one address
 * @param queueSize bytes of messages that wait, at most
 * @param tls {@code null} for a source without
 */
record SyslogSettings(
        String name,
        int maxMessageSize,
        Duration idleTimeout,
        int maxConnections,
        int maxConnectionsPerAddress,
        int queueSize,
        @Nullable Tls tls) {

    /** Whether a client has to show a certificate. */
    enum ClientCertificates {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /**
     * @param certificate file with the server's certificate and those between it and its authority, PEM
     * @param key file with its private key, PKCS #8 in PEM
     * @param keyPassword of the key; {@code null} if it has none
     * @param clients whether they have to show a certificate
     * @param clientAuthority file with the certificates of the authorities whose clients are trusted, PEM; {@code null} for those
     *     that Java trusts
     */
    record Tls(
            Path certificate,
            Path key,
            @Nullable String keyPassword,
            ClientCertificates clients,
            @Nullable Path clientAuthority) {}

    /** As for a message of files (outrider.input.max-event-size); more is no message. */
    private static final int MOST_MESSAGE_SIZE = 64 << 20;

    /** As the templates have it; what netty routes that are of none get. */
    private static final int DEFAULT_QUEUE = 64 << 20;

    /** Of a datagram: what UDP over IPv4 or IPv6 carries at most. */
    private static final int MAX_DATAGRAM = 1 << 16;

    /**
     * @param parameters of the template
     * @throws IllegalArgumentException if one cannot be used
     */
    static SyslogSettings of(Map<String, String> parameters) {
        Reader reader = new Reader(parameters);
        return new SyslogSettings(
                reader.text("name", ""),
                reader.number("maxMessageSize", MAX_DATAGRAM, MOST_MESSAGE_SIZE),
                Duration.ofMillis(reader.number("idleTimeout", 1, Integer.MAX_VALUE)),
                reader.number("maxConnections", 1, Integer.MAX_VALUE),
                reader.number("maxConnectionsPerAddress", 1, Integer.MAX_VALUE),
                reader.number("queueSize", DEFAULT_QUEUE, Integer.MAX_VALUE),
                parameters.containsKey("certificate") ? reader.tls() : null);
    }

    private record Reader(Map<String, String> parameters) {

        String text(String name, String missing) {
            return parameters.getOrDefault(name, missing).strip();
        }

        /** A number from 1 to {@code most}. */
        int number(String name, int missing, int most) {
            String text = text(name, "");
            if (text.isEmpty()) {
                return missing;
            }
            try {
                int number = Integer.parseInt(text);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new IllegalArgumentException(
                    name + ": expected a whole number from 1 to " + most + ", but found '" + text + "'");
        }

        Tls tls() {
            String password = text("keyPassword", "");
            String authority = text("clientAuthority", "");
            return new Tls(
                    file("certificate"),
                    file("key"),
                    password.isEmpty() ? null : password,
                    clients(),
                    authority.isEmpty() ? null : file("clientAuthority"));
        }

        private ClientCertificates clients() {
            String text = text("clientCertificates", ClientCertificates.NONE.name());
            for (ClientCertificates one : ClientCertificates.values()) {
                if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return one;
                }
            }
            throw new IllegalArgumentException(
                    "clientCertificates: expected none, optional or required, but found '" + text + "'");
        }

        private Path file(String name) {
            Path file = Path.of(text(name, ""));
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        name + ": expected a file in PEM format, but found none that can be read at '" + file + "'");
            }
            return file;
        }
    }
}
