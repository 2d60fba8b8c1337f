package io.outrider.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/**
 * A webhook as the operator gave it. Its address may hold a secret, in the path or behind the question mark, so messages name the
 * sink and the host only.
 *
 * @param timeout of a call as a whole, from the look-up of the name to the end of the answer
 */
public record WebhookSettings(String name, URI url, StandardWebhook signer, PayloadFormat format, Duration timeout) {

    // Standard Webhooks asks for 15 to 30 s; slower receivers exist, and a source waits for its sinks.
    private static final int MOST_MILLISECONDS = 120_000;

    /**
     * Checks and reads the properties of a sink.
     *
     * @param properties {@code url} and {@code secret}, which there must be; {@code format} and {@code timeout} (milliseconds)
     * @throws IllegalArgumentException if one is wrong; the message begins with its name and holds no secret
     */
    public static WebhookSettings of(String name, Map<String, String> properties) {
        return new WebhookSettings(
                name,
                checked("url", () -> url(properties.getOrDefault("url", "").strip())),
                checked("secret", () -> StandardWebhook.of(properties.getOrDefault("secret", ""))),
                checked(
                        "format",
                        () -> PayloadFormat.of(
                                properties.getOrDefault("format", "ocsf").strip())),
                checked(
                        "timeout",
                        () -> timeout(
                                properties.getOrDefault("timeout", "15000").strip())));
    }

    private interface Reading<T> {
        T value();
    }

    private static <T> T checked(String property, Reading<T> reading) {
        try {
            return reading.value();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            // Without its cause, which holds the address.
            throw new IllegalArgumentException("expected an address such as https://soc.example.com/hook, but found "
                    + "something else at character " + (e.getIndex() + 1));
        }
        boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "expected an address such as https://soc.example.com/hook, but found one without https: or a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("expected an address without user and #, but found one of them");
        }
        return url;
    }

    private static Duration timeout(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_MILLISECONDS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_MILLISECONDS + " milliseconds, but found '" + text + "'");
        }
        return Duration.ofMillis(Integer.parseInt(text));
    }

    /** What messages call it. */
    public String where() {
        return "webhook " + name + " at " + url.getHost();
    }

    /** A text from outside without what the address may hold as a secret: a server's answer often names the path asked for. */
    public String withoutSecrets(String text) {
        return new Redaction(url).of(text);
    }

    @Override
    public String toString() {
        return where();
    }
}
