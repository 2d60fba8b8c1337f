package io.outrider.spl;

import io.outrider.spl.Command.OtherCommand;
import io.outrider.spl.Command.Search;
import io.outrider.spl.Command.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses the commands of an expanded search, each on its own, so that an error in one hides none of another. */
final class PipelineParser {

    private final Expansion search;
    private final Problems problems;

    PipelineParser(Expansion search, Problems problems) {
        this.search = search;
        this.problems = problems;
    }

    /**
     * The commands that could be parsed; for each of the others there is an error.
     *
     * @throws SplException if the search cannot be split into commands
     */
    Pipeline parse() {
        List<Command> commands = new ArrayList<>();
        for (Segment segment : PipelineSplitter.split(search)) {
            try {
                commands.add(command(segment));
            } catch (SplException e) {
                problems.error(e.problem());
            }
        }
        return new Pipeline(commands);
    }

    private Command command(Segment segment) {
        Position position = search.position(segment.nameOffset());
        return switch (segment.name()) {
            case "tstats" -> new TstatsParser(searchTokens(segment)).parse(position);
            case "search" -> search(segment, position);
            case "where" -> where(segment, position);
            case "rename" ->
                new RenameParser(new TokenStream(search, new NameLexer(search, segment.start(), segment.end())))
                        .parse(position);
            case "convert" -> new ConvertParser(searchTokens(segment)).parse(position);
            default ->
                new OtherCommand(
                        position,
                        segment.name(),
                        search.text().substring(segment.start(), segment.end()).strip());
        };
    }

    private Search search(Segment segment, Position position) {
        TokenStream tokens = searchTokens(segment);
        if (tokens.peek().is(TokenType.END)) {
            return new Search(position, null);
        }
        SearchExpression expression = new SearchExpressionParser(tokens, Set.of()).parse();
        tokens.expectEnd("a condition or the end of search");
        return new Search(position, expression);
    }

    private Where where(Segment segment, Position position) {
        TokenStream tokens = new TokenStream(search, new EvalLexer(search, segment.start(), segment.end()));
        EvalExpression condition = new EvalExpressionParser(tokens).parse();
        tokens.expectEnd("an operator or the end of where");
        return new Where(position, condition);
    }

    private TokenStream searchTokens(Segment segment) {
        return new TokenStream(search, new SearchLexer(search, segment.start(), segment.end()));
    }
}
