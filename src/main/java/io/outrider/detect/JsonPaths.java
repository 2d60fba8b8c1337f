package io.outrider.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text by paths, as {@code spath} names its parts (Splunk Enterprise 9, Search Reference): {@code a.b} is a member
 * of a member, {@code a{}} all elements of an array, {@code a{0}} its first one. An object or array in the place of a value is
 * given as JSON text; {@code null} is the text {@code null}, as Splunk has it.
 *
 * <p>What stands before an error in the text is used, what stands behind is not there.
 */
final class JsonPaths {

    // Bounds the recursion. That of events themselves, which is lower, does not reach into their texts.
    private static final int MAX_DEPTH = 200;
    // So that a document of a few kilobytes of nested names cannot become fields of megabytes.
    private static final int MAX_NAME = 1_000;
    // Names are hostile, and a table of them that never shrinks is no place for them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            // JSON forbids them in texts, but events have them: a tab or a line break that nobody escaped.
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonPaths() {}

    /** Whether the text may be JSON with parts to extract. */
    static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** All values, under their paths: {@code a.b}, {@code a{}.b}. */
    static Map<String, List<String>> all(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != null) {
                all(parser, "", fields);
            }
        } catch (IOException e) {
            return fields;
        }
        return fields;
    }

    // Recursive up to MAX_DEPTH levels.
    private static void all(JsonParser parser, String path, Map<String, List<String>> fields) throws IOException {
        if (path.length() > MAX_NAME) {
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
                parser.nextToken();
                all(parser, name, fields);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            String name = path + "{}";
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                all(parser, name, fields);
            }
        } else if (!path.isEmpty()) {
            fields.computeIfAbsent(path, name -> new ArrayList<>()).add(parser.getText());
        }
    }

    /** The values at a path; empty if there is none. */
    static List<String> at(String text, SpathSteps path) {
        List<String> found = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != null) {
                at(parser, path, 0, found);
            }
        } catch (IOException e) {
            return found;
        }
        return found;
    }

    private static void at(JsonParser parser, SpathSteps path, int depth, List<String> found) throws IOException {
        if (depth == path.size()) {
            found.add(textOf(parser));
            return;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int steps = path.member(depth, name);
                if (steps > 0) {
                    at(parser, path, depth + steps, found);
                } else {
                    parser.skipChildren();
                }
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
                if (path.element(depth, i)) {
                    at(parser, path, depth + 1, found);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    /** The members of an object, each as text, an array as the texts of its elements; empty if the text is none. */
    static Map<String, List<String>> members(String text) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    List<String> texts = texts(parser);
                    if (!texts.isEmpty()) {
                        members.put(name, texts);
                    }
                }
            }
        } catch (IOException e) {
            return members;
        }
        return members;
    }

    private static List<String> texts(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(textOf(parser));
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            texts.add(textOf(parser));
        }
        return texts;
    }

    private static String textOf(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || token.isScalarValue()) {
            @Nullable String text = token == null ? null : parser.getText();
            return text == null ? "" : text;
        }
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.copyCurrentStructure(parser);
        }
        return json.toString();
    }
}
