package io.outrider.normalize;

import io.outrider.cim.DataNode;
import io.outrider.normalize.FieldMapping.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of a source's file: {@code process_name: base_name of Image}, or several sources in order of preference, or
 * {@code {of: EventType, values: {SetValue: modified}}}.
 */
final class FieldMappingReader {

    private static final Pattern SOURCE = Pattern.compile("(?:([a-z_]+) of )?(\\S+)(?: if (\\S+))?");

    private final String field;
    private final DataNode node;
    private final String key;
    private @Nullable Transform transform;

    private FieldMappingReader(String field, DataNode node, String key) {
        this.field = field;
        this.node = node;
        this.key = key;
    }

    /** @param node the mapping whose key is the field */
    static FieldMapping read(String field, DataNode node) {
        if (!node.isMapping(field)) {
            return new FieldMappingReader(field, node, field).mapping(Map.of(), null);
        }
        DataNode line = node.mapping(field).orElseThrow().allow("of", "values", "otherwise");
        Map<String, String> values = new HashMap<>();
        line.mapping("values")
                .ifPresent(words ->
                        words.keys().forEach(word -> values.put(word.toLowerCase(Locale.ROOT), words.text(word))));
        String otherwise = line.keys().contains("otherwise") ? line.text("otherwise") : null;
        return new FieldMappingReader(field, line, "of").mapping(values, otherwise);
    }

    private FieldMapping mapping(Map<String, String> values, @Nullable String otherwise) {
        List<String> texts = node.texts(key);
        if (texts.isEmpty()) {
            throw node.error("expected a source field for " + field + ", but found none");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            candidates.add(candidate(texts.get(i), i == texts.size() - 1));
        }
        return new FieldMapping(field, candidates, transform == null ? Transform.AS_IS : transform, values, otherwise);
    }

    private Candidate candidate(String text, boolean last) {
        Matcher match = SOURCE.matcher(text);
        if (!match.matches()) {
            throw node.error(
                    key, "expected 'FIELD', 'TRANSFORM of FIELD' or either with ' if FIELD', but found '" + text + "'");
        }
        Transform own = match.group(1) == null ? Transform.AS_IS : transform(match.group(1));
        if (transform != null && transform != own) {
            throw node.error(
                    key,
                    "expected one transform for all sources of " + field + ", but found " + own + " beside "
                            + transform);
        }
        transform = own;
        String source = match.group(2);
        String given = match.group(3);
        return new Candidate(source, given == null && !last ? source : given);
    }

    private Transform transform(String name) {
        for (Transform known : Transform.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return known;
            }
        }
        throw node.error(
                key,
                "expected one of the transforms "
                        + List.of(Transform.values()).toString().toLowerCase(Locale.ROOT) + ", but found " + name);
    }
}
