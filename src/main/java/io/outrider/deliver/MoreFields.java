package io.outrider.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Fields of a ticket that the operator adds, as a system's deployment asks for them: a JSON object in a property. */
record MoreFields(Map<String, JsonNode> values) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    MoreFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads a property; without it there are none.
     *
     * @param ours names of fields that the sink sets itself
     * @throws IllegalArgumentException if it is no object, or names one of ours
     */
    static MoreFields of(SinkSettings sink, String property, Set<String> ours) {
        return sink.readOr(property, "{}", text -> of(text, ours));
    }

    private static MoreFields of(String text, Set<String> ours) {
        // In the parameter of a route Camel takes them for the name of a property.
        if (text.contains("{{") || text.contains("}}")) {
            throw new IllegalArgumentException(
                    "expected a blank between two braces, as in {\"a\": {\"b\": 1} }, but found none");
        }
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Without its cause, which holds a part of the text.
            throw new IllegalArgumentException("expected a JSON object, but found something else at column "
                    + e.getLocation().getColumnNr());
        }
        if (!document.isObject()) {
            throw new IllegalArgumentException("expected a JSON object, but found " + document.getNodeType());
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        document.properties().forEach(field -> {
            if (ours.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "expected other fields than those that the sink sets itself, but found " + field.getKey());
            }
            values.put(field.getKey(), field.getValue());
        });
        return new MoreFields(values);
    }
}
