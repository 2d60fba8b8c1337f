package io.outrider.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds JSON text that has values at paths. */
final class JsonBuilder {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonBuilder() {}

    /**
     * The text of an object.
     *
     * @param also what it is to contain beside; empty for nothing
     * @return {@code null} if one of the wishes has no text that fulfils it
     */
    static @Nullable String build(List<Wish.InJson> members, String also) {
        Map<String, List<Wish>> byPath = new LinkedHashMap<>();
        members.forEach(member ->
                byPath.computeIfAbsent(member.path(), path -> new ArrayList<>()).add(member.wish()));
        Member root = new Member();
        for (Map.Entry<String, List<Wish>> path : byPath.entrySet()) {
            List<String> texts = Candidates.of(path.getKey(), path.getValue());
            if (texts.isEmpty()) {
                return null;
            }
            root.at(path.getKey()).text = texts.get(0);
        }
        if (!also.isEmpty()) {
            root.at("also").text = also;
        }
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            root.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /** An object, or a text; either may be the only element of an array. */
    private static final class Member {

        private final Map<String, Member> members = new LinkedHashMap<>();
        private boolean element;
        private @Nullable String text;

        // Example: Statement{}.Action
        Member at(String path) {
            Member at = this;
            for (String step : path.split("\\.")) {
                boolean element = step.endsWith("}");
                String name = element ? step.substring(0, step.indexOf('{')) : step;
                at = at.members.computeIfAbsent(name, any -> new Member());
                at.element = element;
            }
            return at;
        }

        void write(JsonGenerator json) throws IOException {
            if (element) {
                json.writeStartArray();
            }
            if (text == null) {
                json.writeStartObject();
                for (Map.Entry<String, Member> member : members.entrySet()) {
                    json.writeFieldName(member.getKey());
                    member.getValue().write(json);
                }
                json.writeEndObject();
            } else if (text.startsWith("{")) {
                json.writeRawValue(text);
            } else {
                json.writeString(text);
            }
            if (element) {
                json.writeEndArray();
            }
        }
    }
}
