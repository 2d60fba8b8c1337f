package io.outrider.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link NamedPairs} of a JSON object, element by element: the lists of names and of values that it is flattened to
 * do not tell which belong together, once an element lacks one of them or has several.
 *
 * <p>The loop keeps its own stack, so depth costs no Java stack. A name that comes again adds its values to those before. An
 * empty value is none, as where Splunk finds names and values in text.
 */
final class PairsReader {

    /** By these searches choose what they read: what a record quotes does not decide that. */
    private static final Set<String> RESERVED =
            Set.of("host", "source", "sourcetype", "eventtype", "index", "_time", "_raw");

    private final JsonParser parser;
    private final List<NamedPairs> wanted;
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    // By depth: what the names of members are put behind, or the name that all elements of an array have.
    private final String[] prefixes = new String[JsonRecords.MAX_DEPTH + 2];
    private final boolean[] arrays = new boolean[JsonRecords.MAX_DEPTH + 2];
    private final List<Element> open = new ArrayList<>();
    private int depth = -1;

    /** @param parser before the object's first bracket; it has been read once, so that it is well formed */
    PairsReader(JsonParser parser, List<NamedPairs> wanted) {
        this.parser = parser;
        this.wanted = wanted;
    }

    /** The fields in the order of their first pairs. */
    Map<String, List<String>> read() throws IOException {
        String name = "";
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                break;
            }
            if (depth >= 0 && arrays[depth]) {
                name = prefixes[depth];
            }
            switch (token) {
                case FIELD_NAME -> name = prefixes[depth] + parser.currentName();
                case START_OBJECT -> openObject(name);
                case START_ARRAY -> enter(name + "{}", true);
                case END_OBJECT -> closeObject();
                case END_ARRAY -> depth--;
                case VALUE_NULL -> {}
                default -> value(name, parser.getText());
            }
        } while (depth >= 0);
        return found;
    }

    private void enter(String prefix, boolean array) {
        depth++;
        prefixes[depth] = prefix;
        arrays[depth] = array;
    }

    private void openObject(String name) {
        boolean element = depth >= 0 && arrays[depth];
        enter(name.isEmpty() ? "" : name + '.', false);
        if (element) {
            for (NamedPairs pairs : wanted) {
                if (pairs.array().equals(name)) {
                    open.add(new Element(pairs, depth));
                }
            }
        }
    }

    private void closeObject() {
        while (!open.isEmpty() && open.get(open.size() - 1).depth == depth) {
            Element element = open.remove(open.size() - 1);
            String own = element.name;
            if (own != null && !own.isEmpty() && !element.values.isEmpty()) {
                String field = element.pairs.field(own);
                if (!RESERVED.contains(field)) {
                    found.computeIfAbsent(field, key -> new ArrayList<>()).addAll(element.values);
                }
            }
        }
        depth--;
    }

    private void value(String name, String text) {
        for (Element element : open) {
            if (element.pairs.name().equals(name)) {
                element.name = text;
            } else if (!text.isEmpty() && element.pairs.values().contains(name)) {
                element.values.add(text);
            }
        }
    }

    /** A pair that is being read. */
    private static final class Element {
        private final NamedPairs pairs;
        private final int depth;
        private final List<String> values = new ArrayList<>(1);
        private @Nullable String name;

        Element(NamedPairs pairs, int depth) {
            this.pairs = pairs;
            this.depth = depth;
        }
    }
}
