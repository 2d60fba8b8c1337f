package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Headers that the operator adds to a call, as a receiver asks for them: a JSON object in the property {@code headers}. */
record MoreHeaders(Map<String, String> values) {

    private static final String PROPERTY = "headers";

    // By these a receiver knows its caller: secrets have a property of their own.
    private static final Set<String> OF_CALLERS = Set.of("authorization", "cookie");

    MoreHeaders {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if the property is wrong; the message begins with its name and holds no value */
    static MoreHeaders of(SinkSettings sink) {
        MoreFields given = MoreFields.of(sink, PROPERTY, Set.of());
        String tokenHeader = sink.optional("tokenHeader").orElse("").toLowerCase(Locale.ROOT);
        return sink.readOr(PROPERTY, "{}", text -> of(given.values(), tokenHeader));
    }

    private static MoreHeaders of(Map<String, JsonNode> given, String tokenHeader) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.forEach((written, value) -> {
            String name = TokenHeader.name(written);
            String lower = name.toLowerCase(Locale.ROOT);
            if (OF_CALLERS.contains(lower) || lower.equals(tokenHeader)) {
                throw new IllegalArgumentException(
                        "expected what tells the caller in token, tokenHeader and tokenScheme, but found it here");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("expected each header once, but found " + name + " twice");
            }
            headers.put(name, value(value));
        });
        return new MoreHeaders(headers);
    }

    /** What of the values may be secret, as some receivers have it: words that are long enough. */
    Set<String> words() {
        return values.values().stream()
                .flatMap(value -> Arrays.stream(value.split(" ")))
                .filter(word -> word.length() >= Redaction.SHORTEST)
                .collect(Collectors.toSet());
    }

    private static String value(JsonNode value) {
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("expected a text or a number as a header's value, but found "
                    + value.getNodeType().toString().toLowerCase(Locale.ROOT));
        }
        return TokenHeader.token(value.asText());
    }
}
