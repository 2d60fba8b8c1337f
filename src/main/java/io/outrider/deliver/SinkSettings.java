package io.outrider.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The properties of a sink that calls a system over HTTP, as the operator gave them. What is read from here is checked: a message of
 * a failure begins with the property's name, and holds no secret. The address may hold one too, in the path or behind the question
 * mark, so messages name the sink and the host only.
 *
 * @param type of the sink, as {@code outrider.sink.NAME.type} has it
 * @param properties by their names; one that is blank counts as not there
 */
public record SinkSettings(String type, String name, Map<String, String> properties) {

    // Standard Webhooks asks for 15 to 30 s; slower systems exist.
    private static final int MOST_MILLISECONDS = 120_000;
    private static final String DEFAULT_MILLISECONDS = "15000";

    // Names of properties that hold a secret, whatever the target.
    private static final Set<String> SECRET =
            Set.of("secret", "token", "password", "routingKey", "apiKey", "proxyPassword");

    // Names of properties that hold who a secret is of.
    private static final List<String> USERS = List.of("user", "username", "email", "proxyUser");

    public SinkSettings {
        properties = Map.copyOf(properties);
    }

    /** A property that there must be. */
    public String required(String property) {
        return optional(property)
                .orElseThrow(() -> new IllegalArgumentException(property + ": expected a value, but found nothing"));
    }

    public Optional<String> optional(String property) {
        return Optional.ofNullable(properties.get(property)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A property that is to be one of some words. */
    public String oneOf(String property, Collection<String> words, String byDefault) {
        String text = optional(property).orElse(byDefault);
        if (!words.contains(text)) {
            throw new IllegalArgumentException(property + ": expected one of " + String.join(", ", new TreeSet<>(words))
                    + ", but found '" + text + "'");
        }
        return text;
    }

    /** A property that there must be, read as something else. */
    public <T> T read(String property, Function<String, T> reading) {
        return read(property, required(property), reading);
    }

    /** A property, or what stands for it if it is not there, read as something else. */
    public <T> T readOr(String property, String byDefault, Function<String, T> reading) {
        return read(property, optional(property).orElse(byDefault), reading);
    }

    private static <T> T read(String property, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    /** The property {@code url}, an address of HTTP. */
    public URI url() {
        return readOr("url", "", SinkSettings::url);
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

    /** The property {@code timeout}: of a call as a whole, from the look-up of the name to the end of the answer. */
    public Duration timeout() {
        String text = optional("timeout").orElse(DEFAULT_MILLISECONDS);
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_MILLISECONDS) {
            throw new IllegalArgumentException(
                    "timeout: expected 1 to " + MOST_MILLISECONDS + " milliseconds, but found '" + text + "'");
        }
        return Duration.ofMillis(Integer.parseInt(text));
    }

    /** What messages call it. */
    public String where() {
        return type + ' ' + name + " at " + url().getHost();
    }

    /** A text from outside without what is secret: a server's answer often names the path asked for. */
    public String withoutSecrets(String text) {
        return new Redaction(url(), secrets()).of(text);
    }

    // A password goes out together with its user's name, as Authorization.basic and the client for a proxy write them.
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (String property : SECRET) {
            optional(property).ifPresent(secret -> {
                secrets.add(secret);
                for (String user : USERS) {
                    optional(user).ifPresent(name -> secrets.addAll(Authorization.encoded(name, secret)));
                }
            });
        }
        secrets.addAll(MoreHeaders.of(this).words());
        return secrets;
    }

    @Override
    public String toString() {
        return type + ' ' + name;
    }
}
