package io.outrider.content;

import io.outrider.spl.Position;
import io.outrider.spl.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a content file, read by key. A value of another type than asked for is an error, and then as good as
 * absent; so is a key without value.
 */
final class YamlMapping {

    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> empty = new HashSet<>();
    private final MappingNode node;
    private final SourceText source;
    private final FileProblems problems;

    YamlMapping(MappingNode node, SourceText source, FileProblems problems) {
        this.node = node;
        this.source = source;
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            Position at = position(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.error(at, "yaml", "expected a text as key, but found " + kind(tuple.getKeyNode()));
            } else if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                problems.error(at, key.getValue(), "expected the key " + key.getValue() + " once, but found it again");
            }
        }
        values.forEach((key, value) -> {
            if (value.getTag().equals(Tag.NULL)) {
                empty.add(key);
            }
        });
        values.keySet().removeAll(empty);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether the key is given, but without value or with a blank text. */
    boolean isBlank(String key) {
        return empty.contains(key)
                || values.get(key) instanceof ScalarNode scalar
                        && scalar.getTag().equals(Tag.STR)
                        && scalar.getValue().isBlank();
    }

    /** Where the value of the key stands, or the mapping if there is none. */
    Position position(String key) {
        Node value = values.get(key);
        return position(value == null ? node : value);
    }

    /** The scalar of the key, for its style and place. */
    Optional<ScalarNode> scalar(String key) {
        return values.get(key) instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
    }

    /** The text of a scalar of any type; {@code null} if there is none. */
    @Nullable
    String scalarText(String key) {
        return scalar(key).map(ScalarNode::getValue).orElse(null);
    }

    SourceText source() {
        return source;
    }

    /** The text of the key, or {@code null} with an error. */
    @Nullable
    String requiredText(String key) {
        if (!has(key)) {
            problems.error(position(node), key, "expected the key " + key + ", but found none");
            return null;
        }
        String text = text(key);
        if (text != null && text.isBlank()) {
            problems.error(position(key), key, "expected a text for " + key + ", but found a blank one");
            return null;
        }
        return text;
    }

    @Nullable
    String text(String key) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return scalar.getValue();
        }
        wrongType(key, "a text", value);
        return null;
    }

    /** A number within the bounds, both of them allowed. */
    OptionalDouble number(String key, int least, int most) {
        Node value = values.get(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        boolean number = value.getTag().equals(Tag.INT) || value.getTag().equals(Tag.FLOAT);
        OptionalDouble parsed =
                number && value instanceof ScalarNode scalar ? parse(scalar.getValue()) : OptionalDouble.empty();
        if (parsed.isEmpty() || !(parsed.getAsDouble() >= least && parsed.getAsDouble() <= most)) {
            wrongType(key, "a number from " + least + " to " + most, value);
            return OptionalDouble.empty();
        }
        return parsed;
    }

    /** The texts of a list; none if the key is absent. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
                texts.add(scalar.getValue());
            } else {
                wrongType(key, "a list of texts", item);
            }
        }
        return texts;
    }

    /** The texts of a list that only informs: anything else in it, or in its place, is as good as absent. */
    List<String> anyTexts(String key) {
        return values.get(key) instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .filter(item -> item.getTag().equals(Tag.STR))
                        .map(item -> ((ScalarNode) item).getValue().strip())
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }

    Optional<YamlMapping> mapping(String key) {
        Node value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof MappingNode mapping) {
            return Optional.of(new YamlMapping(mapping, source, problems));
        }
        wrongType(key, "a mapping", value);
        return Optional.empty();
    }

    /** The mappings of a list; none if the key is absent. */
    List<YamlMapping> mappings(String key) {
        List<YamlMapping> mappings = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof MappingNode mapping) {
                mappings.add(new YamlMapping(mapping, source, problems));
            } else {
                wrongType(key, "a list of mappings", item);
            }
        }
        return mappings;
    }

    private List<Node> items(String key) {
        Node value = values.get(key);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            wrongType(key, "a list", value);
        }
        return List.of();
    }

    private void wrongType(String key, String expected, Node found) {
        problems.error(position(found), key, "expected " + expected + " for " + key + ", but found " + kind(found));
    }

    private static Position position(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return new Position(mark.getIndex(), mark.getLine() + 1, mark.getColumn() + 1, List.of());
    }

    private static OptionalDouble parse(String number) {
        try {
            return OptionalDouble.of(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            // YAML's .inf and .nan are numbers that nothing here can be.
            return OptionalDouble.empty();
        }
    }

    /** What a message says of a node. */
    static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            default ->
                "'" + abbreviated(((ScalarNode) node).getValue()) + "'"
                        + (node.getTag().equals(Tag.STR) ? "" : " (" + typeName(node.getTag()) + ", not quoted)");
        };
    }

    private static String typeName(Tag tag) {
        return tag.getValue().substring(tag.getValue().lastIndexOf(':') + 1);
    }

    private static String abbreviated(String text) {
        // Enough to find it by; a message stays one line.
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
