package io.outrider.normalize;

import io.outrider.cim.DataNode;
import io.outrider.normalize.TakenField.Candidate;
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
 * {@code {of: EventType, values: {SetValue: modified}}}, or {@code {join: [a, b], with: " "}}.
 */
final class FieldMappingReader {

    private static final Pattern SOURCE = Pattern.compile("((?:\\w+ of )*)(\\S+)(?: if (\\S+))?");

    private final String field;
    private final DataNode node;
    private final String key;
    private @Nullable List<Transform> transforms;

    private FieldMappingReader(String field, DataNode node, String key) {
        this.field = field;
        this.node = node;
        this.key = key;
    }

    /** @param node the mapping whose key is the field */
    static FieldMapping read(String field, DataNode node) {
        if (!node.isMapping(field)) {
            return new FieldMappingReader(field, node, field).mapping(Map.of(), null, null);
        }
        DataNode line = node.mapping(field).orElseThrow();
        if (line.keys().contains("join")) {
            return joined(field, line.allow("join", "with"));
        }
        line.allow("of", "values", "otherwise", "absent");
        Map<String, String> values = new HashMap<>();
        line.mapping("values")
                .ifPresent(words ->
                        words.keys().forEach(word -> values.put(word.toLowerCase(Locale.ROOT), words.text(word))));
        return new FieldMappingReader(field, line, "of")
                .mapping(values, optional(line, "otherwise"), optional(line, "absent"));
    }

    private static @Nullable String optional(DataNode line, String key) {
        return line.keys().contains(key) ? line.text(key) : null;
    }

    private static FieldMapping joined(String field, DataNode line) {
        List<String> parts = line.texts("join");
        if (parts.size() < 2) {
            throw line.error("join", "expected two or more source fields for " + field + ", but found " + parts);
        }
        return new JoinedFields(field, parts, line.text("with", ""));
    }

    private FieldMapping mapping(Map<String, String> values, @Nullable String otherwise, @Nullable String absent) {
        List<String> texts = node.texts(key);
        if (texts.isEmpty()) {
            throw node.error("expected a source field for " + field + ", but found none");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            candidates.add(candidate(texts.get(i), i == texts.size() - 1));
        }
        return new TakenField(
                field, candidates, transforms == null ? List.of() : transforms, values, otherwise, absent);
    }

    private Candidate candidate(String text, boolean last) {
        Matcher match = SOURCE.matcher(text);
        if (!match.matches()) {
            throw node.error(
                    key, "expected 'FIELD', 'TRANSFORM of FIELD' or either with ' if FIELD', but found '" + text + "'");
        }
        List<Transform> own = transforms(match.group(1));
        if (transforms != null && !transforms.equals(own)) {
            throw node.error(
                    key,
                    "expected one transform for all sources of " + field + ", but found " + own + " beside "
                            + transforms);
        }
        transforms = own;
        String source = match.group(2);
        String given = match.group(3);
        return new Candidate(source, given == null && !last ? source : given);
    }

    /** @param written as {@code lower of account of }: the last one comes first */
    private List<Transform> transforms(String written) {
        List<Transform> found = new ArrayList<>();
        for (String name : written.split(" of ", -1)) {
            if (!name.isEmpty()) {
                found.add(0, transform(name));
            }
        }
        return found;
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
