package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/** Parses the commands of a pipeline, each on its own, so that an error in one hides none of another. */
final class PipelineParser {

    // Published searches nest two deep. Each level reads its text again, so this also bounds the work.
    static final int DEEPEST = 8;

    private final Expansion search;
    private final Problems problems;
    private final int depth;

    PipelineParser(Expansion search, Problems problems) {
        this(search, problems, 0);
    }

    private PipelineParser(Expansion search, Problems problems, int depth) {
        this.search = search;
        this.problems = problems;
        this.depth = depth;
    }

    /** The commands that could be parsed; for each of the others there is an error. */
    Pipeline parse() {
        return parse(0, search.text().length());
    }

    /**
     * The pipeline between two brackets, as that of {@code join}.
     *
     * @param start offset behind the opening bracket
     * @param end offset of the closing one
     * @throws SplException if brackets are nested deeper than {@link #DEEPEST}
     */
    Pipeline inBrackets(int start, int end) {
        if (depth == DEEPEST) {
            throw new SplException(
                    search.position(start - 1),
                    "[",
                    "expected brackets nested at most " + DEEPEST + " deep, but found deeper ones");
        }
        return new PipelineParser(search, problems, depth + 1).parse(start, end);
    }

    void warn(Position position, String construct, String message) {
        problems.warning(position, construct, message);
    }

    private Pipeline parse(int start, int end) {
        List<Command> commands = new ArrayList<>();
        for (Segment segment : new PipelineSplitter(search, problems, end).split(start, depth > 0)) {
            try {
                commands.add(new CommandParser(search, this, segment).parse());
            } catch (SplException e) {
                problems.error(e.problem());
            }
        }
        return new Pipeline(commands);
    }
}
