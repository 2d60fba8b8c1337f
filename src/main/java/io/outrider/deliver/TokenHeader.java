package io.outrider.deliver;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A header by which a receiver knows its caller: {@code Authorization: Bearer TOKEN}, or a name of the receiver's own with the token
 * alone.
 */
record TokenHeader(String name, String value) {

    private static final String AUTHORIZATION = "Authorization";

    // Others say what this message is, or how it is carried.
    private static final Set<String> TAKEN = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "connection",
            "host",
            "expect",
            "upgrade",
            "te",
            "trailer",
            "proxy-authorization",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    // What Camel's own begin with, and those of components with advisories: a receiver may be a Camel route too.
    private static final Set<String> INTERNAL = Set.of("camel", "org.apache.camel.", "kafka.", "mail.smtp.");

    /**
     * That of a sink, if it has one: the properties {@code token}, {@code tokenHeader} and {@code tokenScheme}.
     *
     * @throws IllegalArgumentException if one is wrong; the message begins with its name and does not hold the token
     */
    static Optional<TokenHeader> of(SinkSettings sink) {
        String name = sink.readOr("tokenHeader", AUTHORIZATION, TokenHeader::name);
        String scheme = sink.readOr(
                "tokenScheme", name.equalsIgnoreCase(AUTHORIZATION) ? "Bearer" : "none", TokenHeader::scheme);
        if (sink.optional("token").isEmpty()) {
            if (sink.optional("tokenHeader").isPresent()) {
                throw new IllegalArgumentException("token: expected a value beside tokenHeader, but found nothing");
            }
            return Optional.empty();
        }
        String token = sink.read("token", TokenHeader::token);
        return Optional.of(new TokenHeader(name, scheme.equals("none") ? token : scheme + ' ' + token));
    }

    // RFC 9110, 5.6.2: a token.
    static String name(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
                || TAKEN.contains(lower)
                || INTERNAL.stream().anyMatch(lower::startsWith)) {
            throw new IllegalArgumentException(
                    "expected the name of a header of the receiver's, but found '" + text + "'");
        }
        return text;
    }

    private static String scheme(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9-]{0,30}")) {
            throw new IllegalArgumentException(
                    "expected a scheme such as Bearer, Basic or Splunk, or none, but found '" + text + "'");
        }
        return text;
    }

    static String token(String text) {
        if (!text.matches("[\\x21-\\x7e]+( [\\x21-\\x7e]+)*")) {
            throw new IllegalArgumentException("expected visible characters of ASCII, but found others");
        }
        return text;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return name;
    }
}
