package io.outrider.cim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a data file, read by key. All that is read throws {@link InvalidDataFileException}, with its place, if it is
 * of another type than asked for. Scalars are texts, whatever YAML takes them for: event ids need no quotes.
 */
public final class DataNode {

    private final String file;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    DataNode(String file, MappingNode node) {
        this.file = file;
        this.node = node;
        for (NodeTuple tuple : node.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a text as key");
            if (values.put(key, tuple.getValueNode()) != null) {
                throw error(tuple.getKeyNode(), "expected the key " + key + " once, but found it again");
            }
        }
    }

    /** Refuses keys that nothing reads: misspelt, they would be ignored without a word. */
    public DataNode allow(String... keys) {
        Set<String> allowed = Set.of(keys);
        for (NodeTuple tuple : node.getValue()) {
            String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (!allowed.contains(key)) {
                throw error(tuple.getKeyNode(), "expected one of the keys " + List.of(keys) + ", but found " + key);
            }
        }
        return this;
    }

    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    public String text(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw error("expected the key " + key + ", but found none");
        }
        return scalar(value, "a text for " + key);
    }

    public String text(String key, String otherwise) {
        return values.containsKey(key) ? text(key) : otherwise;
    }

    /** The texts of a list, or the only text; none if the key is absent. */
    public List<String> texts(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            return List.of(scalar(value, "a text or a list of texts for " + key));
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            texts.add(scalar(item, "a list of texts for " + key));
        }
        return texts;
    }

    public Optional<DataNode> mapping(String key) {
        Node value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof MappingNode mapping) {
            return Optional.of(new DataNode(file, mapping));
        }
        throw error(value, "expected a mapping for " + key + ", but found something else");
    }

    /** Whether the key holds a mapping rather than a text or a list. */
    public boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** Whether the key holds a list that begins with a mapping. */
    public boolean isListOfMappings(String key) {
        return values.get(key) instanceof SequenceNode sequence
                && !sequence.getValue().isEmpty()
                && sequence.getValue().get(0) instanceof MappingNode;
    }

    /** The mappings of a list; none if the key is absent. */
    public List<DataNode> mappings(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw error(value, "expected a list for " + key + ", but found something else");
        }
        List<DataNode> mappings = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                throw error(item, "expected a list of mappings for " + key + ", but found something else");
            }
            mappings.add(new DataNode(file, mapping));
        }
        return mappings;
    }

    /** An error at the mapping's place. */
    public InvalidDataFileException error(String message) {
        return error(node, message);
    }

    /** An error at the place of the key's value. */
    public InvalidDataFileException error(String key, String message) {
        return error(values.getOrDefault(key, node), message);
    }

    private String scalar(Node value, String expected) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(value, "expected " + expected + ", but found a " + kind(value));
    }

    private InvalidDataFileException error(Node at, String message) {
        return invalid(file, at.getStartMark().orElseThrow(), message);
    }

    /** What YAML calls a node: {@code scalar}, {@code sequence} or {@code mapping}. */
    static String kind(Node node) {
        return node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    static InvalidDataFileException invalid(String file, Mark mark, String message) {
        return new InvalidDataFileException(file, mark.getLine() + 1, mark.getColumn() + 1, message);
    }
}
