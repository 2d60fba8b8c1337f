package io.outrider.content;

import io.outrider.spl.Position;
import io.outrider.spl.SourceText;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Tells where a character of a YAML scalar's value stands in the file. YAML drops quotes and indentation, folds line breaks
 * to blanks and resolves escapes, so the scalar's source is scanned again, in the way of YAML 1.2.2 chapters 7.3 and 8.1.
 */
final class ScalarPositions {

    private final SourceText source;
    private final ScalarScan scan;
    private final int start;
    private final boolean exact;

    private ScalarPositions(SourceText source, ScalarScan scan, int start, String value) {
        this.source = source;
        this.scan = scan;
        this.start = start;
        // A block scalar's scan keeps the line breaks at its end that chomping took from the value.
        this.exact = scan.text().startsWith(value);
    }

    static ScalarPositions of(SourceText source, ScalarNode scalar) {
        String text = source.text();
        int from = text.offsetByCodePoints(
                0, scalar.getStartMark().map(Mark::getIndex).orElse(0));
        int to = text.offsetByCodePoints(
                0, scalar.getEndMark().map(Mark::getIndex).orElse(0));
        int start = skipProperties(text, from, to);
        ScalarScan scan = new ScalarScan();
        switch (scalar.getScalarStyle()) {
            case SINGLE_QUOTED -> new FlowScalarScanner(text, to, scan).singleQuoted(start + 1);
            case DOUBLE_QUOTED -> new FlowScalarScanner(text, to, scan).doubleQuoted(start + 1);
            case LITERAL -> new BlockScalarScanner(text, to, scan).literal(start);
            case FOLDED -> new BlockScalarScanner(text, to, scan).folded(start);
            default -> new FlowScalarScanner(text, to, scan).plain(start);
        }
        return new ScalarPositions(source, scan, start, scalar.getValue());
    }

    /**
     * The place of the character in the file; the scalar's start if its source is written in a way that this class does not
     * follow.
     *
     * @param offset in the scalar's value, from 0 to its length
     */
    Position at(int offset) {
        return source.position(exact ? scan.source(offset) : start);
    }

    /** An anchor or a tag may stand before the scalar. Example: {@code !!str 'x'}. */
    private static int skipProperties(String text, int from, int to) {
        int i = from;
        while (i < to && (text.charAt(i) == '&' || text.charAt(i) == '!')) {
            while (i < to && !Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            while (i < to && Character.isWhitespace(text.charAt(i))) {
                i++;
            }
        }
        return i;
    }
}
