package io.outrider.content;

import io.outrider.spl.SourceText;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Parses a YAML file to nodes that know their places. No objects are constructed from it, whatever its tags say. */
final class YamlParser {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(ContentFile.MOST_BYTES)
            .build();

    private YamlParser() {}

    /** The mapping that the document is; empty, with an error, if it is none. */
    static Optional<YamlMapping> parse(String text, FileProblems problems) {
        SourceText source = new SourceText(text);
        try {
            Parser parser = new BoundedParser(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)));
            Optional<Node> root = new Composer(SETTINGS, parser).getSingleNode();
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(new YamlMapping(mapping, source, problems));
            }
            problems.error(
                    "file",
                    "expected a YAML mapping, but found "
                            + root.map(node -> YamlMapping.kind(node)).orElse("an empty file"));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            String message = e instanceof BoundedParser.TooMuch
                    ? e.getProblem()
                    : "expected YAML, but found an error: " + e.getProblem();
            problems.error(line, column, "yaml", message);
        } catch (YamlEngineException e) {
            problems.error("yaml", "expected YAML, but found an error: " + e.getMessage());
        }
        return Optional.empty();
    }
}
