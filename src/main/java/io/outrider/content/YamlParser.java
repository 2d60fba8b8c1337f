package io.outrider.content;

import io.outrider.spl.SourceText;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses a YAML file to nodes that know their places. No objects are constructed from it, whatever its tags say. */
final class YamlParser {

    // Published files nest 5 deep and use no aliases. The composer recurses for each level.
    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 32;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(ContentFile.MOST_BYTES)
            .build();

    private YamlParser() {}

    /** The mapping that the document is; empty, with an error, if it is none. */
    static Optional<YamlMapping> parse(String text, FileProblems problems) {
        SourceText source = new SourceText(text);
        try {
            if (!isBounded(text, problems)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
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
            problems.error(line, column, "yaml", "expected YAML, but found an error: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.error("yaml", "expected YAML, but found an error: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isBounded(String text, FileProblems problems) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                default -> {}
            }
            if (depth > DEEPEST || aliases > MOST_ALIASES) {
                Mark mark = event.getStartMark().orElseThrow();
                String limit = depth > DEEPEST ? DEEPEST + " levels" : MOST_ALIASES + " aliases";
                problems.error(
                        mark.getLine() + 1,
                        mark.getColumn() + 1,
                        "yaml",
                        "expected YAML of at most " + limit + ", but found more");
                return false;
            }
        }
        return true;
    }
}
