package io.outrider.cim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML file that describes data models, sources or event types, from the program's own resources or an operator's disk. */
public final class DataFile {

    /** The largest shipped file has some 10 KB; an operator's may have a hundred times that. */
    private static final int MOST_BYTES = 1 << 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(MOST_BYTES)
            // No file needs an alias; without them no small file can unfold to a large one.
            .setMaxAliasesForCollections(0)
            .build();

    private DataFile() {}

    /**
     * A file of the program itself.
     *
     * @param name of the resource, as {@code /io/outrider/cim/models/web.yaml}; named in full, so that native images have it
     * @throws InvalidDataFileException if it is no YAML mapping
     */
    public static DataNode resource(String name) {
        try (InputStream input = DataFile.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IllegalStateException("expected the resource " + name + " in the program, but found none");
            }
            return parse(
                    name.substring(name.lastIndexOf('/') + 1),
                    new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "expected to read the resource " + name + ", but found " + e.getMessage(), e);
        }
    }

    /**
     * A file of the operator.
     *
     * @throws InvalidDataFileException if it cannot be read or is no YAML mapping
     */
    public static DataNode file(Path path) {
        try (InputStream input = Files.newInputStream(path)) {
            byte[] bytes = input.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidDataFileException(
                        path.toString(),
                        1,
                        1,
                        "expected a file of at most " + MOST_BYTES + " bytes, but found a longer one");
            }
            return parse(path.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidDataFileException(
                    path.toString(), 1, 1, "expected a file that can be read, but found " + e);
        }
    }

    /**
     * A text.
     *
     * @param file its name, for messages
     * @throws InvalidDataFileException if it is no YAML mapping
     */
    public static DataNode parse(String file, String text) {
        try {
            Node root = new Compose(SETTINGS).composeString(text).orElse(null);
            if (root instanceof MappingNode mapping) {
                return new DataNode(file, mapping);
            }
            throw new InvalidDataFileException(
                    file,
                    1,
                    1,
                    "expected a YAML mapping, but found " + (root == null ? "an empty file" : DataNode.kind(root)));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String reason = "expected YAML, but found an error: " + e.getProblem();
            throw mark == null
                    ? new InvalidDataFileException(file, 1, 1, reason)
                    : DataNode.invalid(file, mark, reason);
        } catch (YamlEngineException e) {
            throw new InvalidDataFileException(file, 1, 1, "expected YAML, but found an error: " + e.getMessage());
        }
    }
}
