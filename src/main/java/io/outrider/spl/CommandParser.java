package io.outrider.spl;

import io.outrider.spl.Command.OtherCommand;
import io.outrider.spl.Command.Search;
import io.outrider.spl.Command.Where;
import java.util.Set;

/** Parses one command: its name chooses the dialect and the parser. */
final class CommandParser {

    private final Expansion search;
    private final PipelineParser pipeline;
    private final Segment segment;
    private final Position position;

    CommandParser(Expansion search, PipelineParser pipeline, Segment segment) {
        this.search = search;
        this.pipeline = pipeline;
        this.segment = segment;
        this.position = search.position(segment.nameOffset());
    }

    /** @throws SplException if the command cannot be read */
    Command parse() {
        return switch (segment.name()) {
            case "tstats" -> new TstatsParser(searchTokens()).parse(position);
            case "search" -> search();
            case "where" -> where();
            case "eval" -> new EvalParser(evalTokens(true)).parse(position);
            case "stats" -> new StatsParser(statsTokens()).parse(position, Command.Stats.Kind.STATS);
            case "eventstats" -> new StatsParser(statsTokens()).parse(position, Command.Stats.Kind.EVENTSTATS);
            case "streamstats" -> new StatsParser(statsTokens()).parse(position, Command.Stats.Kind.STREAMSTATS);
            case "rename" -> new RenameParser(nameTokens()).parse(position);
            case "fields" -> new FieldsParser(nameTokens()).fields(position);
            case "table" -> new FieldsParser(nameTokens()).table(position);
            case "rex" -> new RexParser(optionTokens()).parse(position);
            case "regex" -> new RegexParser(optionTokens()).parse(position);
            case "lookup" -> new LookupParser(optionTokens()).parse(position);
            case "inputlookup" -> new InputLookupParser(searchTokens()).parse(position);
            case "bin", "bucket" -> new BinParser(optionTokens()).parse(position);
            case "convert" -> new ConvertParser(searchTokens()).parse(position);
            case "dedup" -> new DedupParser(optionTokens()).parse(position);
            case "sort" -> new SortParser(optionTokens()).parse(position);
            case "head", "tail" -> new HeadParser(optionTokens()).parse(position, segment.name());
            case "replace" -> new ReplaceParser(nameTokens()).parse(position);
            case "transaction" -> new TransactionParser(searchTokens()).parse(position);
            case "spath" -> new SpathParser(optionTokens()).parse(position);
            case "from" -> new FromParser(optionTokens()).from(position);
            case "datamodel" -> new FromParser(optionTokens()).dataModel(position);
            case "fillnull", "addtotals", "mvexpand", "makemv", "xmlkv", "fromjson", "extract", "kv" ->
                new FieldCommandParser(Arguments.parse(optionTokens()), segment.name()).parse(position);
            case "join", "append", "appendcols", "appendpipe", "foreach" ->
                new BracketCommandParser(optionTokens(), segment.name()).parse(position);
            default ->
                new OtherCommand(
                        position,
                        segment.name(),
                        search.text().substring(segment.start(), segment.end()).strip());
        };
    }

    private Search search() {
        TokenStream tokens = searchTokens();
        skipSearchOfMacro(tokens);
        if (tokens.peek().is(TokenType.END)) {
            return new Search(position, null);
        }
        SearchExpression expression = new SearchExpressionParser(tokens, Set.of()).parse();
        tokens.expectEnd("a condition or the end of search");
        return new Search(position, expression);
    }

    /** Example: <code>search `some_filter`</code>, where the macro itself says {@code search *}. */
    private void skipSearchOfMacro(TokenStream tokens) {
        Token first = tokens.peek();
        boolean ofMacro = first.isWordInAnyCase("search")
                && !tokens.peekSecond().is(TokenType.OPERATOR)
                && !tokens.position(first).macros().equals(position.macros());
        if (ofMacro) {
            tokens.warn(tokens.take(), "search", "expected the command search once, but found it again in a macro");
        }
    }

    private Where where() {
        TokenStream tokens = evalTokens(false);
        EvalExpression condition = new EvalExpressionParser(tokens).parse();
        tokens.expectEnd("an operator or the end of where");
        return new Where(position, condition);
    }

    private TokenStream searchTokens() {
        return new TokenStream(pipeline, new SearchLexer(search, segment.start(), segment.end()));
    }

    private TokenStream statsTokens() {
        return new TokenStream(pipeline, new StatsLexer(search, segment.start(), segment.end()));
    }

    private TokenStream optionTokens() {
        return new TokenStream(pipeline, new OptionLexer(search, segment.start(), segment.end()));
    }

    private TokenStream nameTokens() {
        return new TokenStream(pipeline, new NameLexer(search, segment.start(), segment.end()));
    }

    private TokenStream evalTokens(boolean assignments) {
        return new TokenStream(pipeline, new EvalLexer(search, segment.start(), segment.end(), assignments));
    }
}
