package io.outrider.deliver.mail;

import io.outrider.deliver.SinkSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server that a sink's mails go to, and how it is spoken to. Addresses and templates are read elsewhere.
 *
 * @param sink its type and name
 * @param host name or address
 * @param login null for a server that asks for none
 * @param truststore file of the certificates that the server is trusted by; null for the JDK's
 * @param truststorePassword of it; null for a file without
 * @param localName by which we say hello; null for the machine's own
 * @param timeout of a conversation as a whole, from the look-up's end to the server's last answer
 */
public record MailSettings(
        String sink,
        String host,
        int port,
        Security security,
        @Nullable Login login,
        @Nullable Path truststore,
        @Nullable String truststorePassword,
        @Nullable String localName,
        Duration timeout) {

    private static final Pattern HOST =
            Pattern.compile("[0-9A-Za-z]([0-9A-Za-z.-]{0,252})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    // A name of a host, or an address in brackets (RFC 5321, 4.1.3).
    private static final Pattern LOCAL_NAME = Pattern.compile("[0-9A-Za-z.-]{1,253}|\\[[0-9A-Za-z:.]{1,60}\\]");

    /** How the conversation is kept from others. */
    public enum Security {
        /** TLS before anything is said; there is no going on without. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465),
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }

        private static Security of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        private static Set<String> words() {
            return Arrays.stream(values())
                    .map(security -> security.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        }
    }

    /** Who we are for the server. */
    public record Login(String username, String password) {

        // As it is, and as AUTH PLAIN and AUTH LOGIN write it: servers like to repeat what they were told.
        private Stream<String> secrets() {
            return Stream.concat(
                    Stream.of(username + '\0' + username + '\0' + password, '\0' + username + '\0' + password, password)
                            .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
                    Stream.of(password));
        }

        @Override
        public String toString() {
            return username;
        }
    }

    /** @throws IllegalArgumentException if a property is wrong; the message begins with its name and holds no secret */
    public static MailSettings of(SinkSettings sink) {
        Security security = Security.of(sink.oneOf("security", Security.words(), "starttls"));
        return new MailSettings(
                sink.toString(),
                sink.read("host", text -> matching(text, HOST, "a host such as mail.example.com")),
                sink.readOr("port", String.valueOf(security.port), MailSettings::port),
                security,
                login(sink, security),
                sink.optional("truststore").map(Path::of).orElse(null),
                sink.optional("truststorePassword").orElse(null),
                sink.optional("localName").isEmpty()
                        ? null
                        : sink.read(
                                "localName", text -> matching(text, LOCAL_NAME, "a name such as outrider.example.com")),
                sink.timeout());
    }

    private static String matching(String text, Pattern pattern, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("expected " + expected + ", but found '" + text + "'");
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("expected 1 to 65535, but found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static @Nullable Login login(SinkSettings sink, Security security) {
        Optional<String> username = sink.optional("username");
        if (username.isEmpty()) {
            if (sink.optional("password").isPresent()) {
                throw new IllegalArgumentException("username: expected one beside the password, but found nothing");
            }
            return null;
        }
        if (security == Security.NONE) {
            throw new IllegalArgumentException(
                    "security: expected starttls or tls, for a password is not sent in the clear, but found none");
        }
        return new Login(username.get(), sink.required("password"));
    }

    /** What messages call it. */
    public String where() {
        return sink + " at " + host;
    }

    /** A text from outside without what is secret. */
    public String withoutSecrets(String text) {
        if (login == null) {
            return text;
        }
        return login.secrets().reduce(text, (redacted, secret) -> redacted.replace(secret, "***"));
    }
}
