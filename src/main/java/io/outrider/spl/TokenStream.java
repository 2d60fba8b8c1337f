package io.outrider.spl;

import io.outrider.spl.Command.Option;
import java.util.List;
import java.util.Set;

/** The tokens of a command, read one after the other. */
final class TokenStream {

    // Published searches nest parentheses 5 deep at most; each level costs the parsers a few stack frames.
    static final int DEEPEST = 100;

    private final PipelineParser pipeline;
    private final Expansion search;
    private final List<Token> tokens;
    private int at;
    private int depth;

    /** @param pipeline parses what stands in brackets, and takes warnings */
    TokenStream(PipelineParser pipeline, Lexer lexer) {
        this.pipeline = pipeline;
        this.search = lexer.search;
        this.tokens = lexer.tokens();
    }

    int size() {
        return tokens.size();
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next one, or the last. */
    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The next token; {@link TokenType#END} comes again and again. */
    Token take() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean takeIf(TokenType type) {
        boolean found = peek().is(type);
        if (found) {
            take();
        }
        return found;
    }

    boolean takeIfWord(String keyword) {
        boolean found = peek().isWordInAnyCase(keyword);
        if (found) {
            take();
        }
        return found;
    }

    Token expect(TokenType type, String behind) {
        if (!peek().is(type)) {
            throw expected(type.words() + " " + behind);
        }
        return take();
    }

    /** Whether an option, as {@code name=value}, stands here. */
    boolean atOption() {
        return peek().is(TokenType.WORD) && peekSecond().isOperator("=");
    }

    /** Example: {@code span=1h}, {@code delim=","}. */
    Option option() {
        Name name = expectName("an option");
        if (!peek().isOperator("=")) {
            throw expected("= behind the option " + name.text());
        }
        take();
        return new Option(name, expectLiteral("a value for the option " + name.text()));
    }

    /** Adds the options that stand here, if there are any. */
    void options(List<Option> options) {
        while (atOption()) {
            options.add(option());
        }
    }

    /** A word or a quoted text. */
    Literal expectLiteral(String what) {
        if (!peek().is(TokenType.WORD) && !peek().is(TokenType.STRING)) {
            throw expected(what);
        }
        return literal(take());
    }

    /** The pipeline in the brackets that come next. */
    Pipeline expectSubsearch(String what) {
        if (!peek().is(TokenType.SUBSEARCH)) {
            throw expected(what);
        }
        return pipeline(take());
    }

    Pipeline pipeline(Token subsearch) {
        return pipeline.inBrackets(subsearch.start() + 1, subsearch.end() - 1);
    }

    /** The eval expression that the token holds. */
    EvalExpression expression(Token token) {
        TokenStream inner = new TokenStream(pipeline, new EvalLexer(search, token.start(), token.end(), false));
        EvalExpression expression = new EvalExpressionParser(inner).parse();
        inner.expectEnd("an operator or the end of eval(...)");
        return expression;
    }

    /** The search expression between the quotes of the token. */
    SearchExpression quotedSearch(Token quoted) {
        TokenStream inner = new TokenStream(pipeline, new SearchLexer(search, quoted.start() + 1, quoted.end() - 1));
        SearchExpression expression = new SearchExpressionParser(inner, Set.of()).parse();
        inner.expectEnd("a condition or the end of the quoted search");
        return expression;
    }

    /** Says that what is written is odd; it is read all the same. */
    void warn(Token token, String construct, String message) {
        pipeline.warn(position(token), construct, message);
    }

    /** A word or a quoted text, for a name. */
    Name expectName(String what) {
        if (!peek().is(TokenType.WORD) && !peek().is(TokenType.STRING)) {
            throw expected(what);
        }
        return name(take());
    }

    void expectEnd(String what) {
        if (!peek().is(TokenType.END)) {
            throw expected(what);
        }
    }

    /** The refusal of the next token. */
    SplException expected(String what) {
        Token found = peek();
        String construct = found.is(TokenType.END) ? "syntax" : found.text();
        return new SplException(position(found), construct, "expected " + what + ", but found " + found.found());
    }

    Name name(Token token) {
        return new Name(position(token), token.text());
    }

    Literal literal(Token token) {
        return new Literal(position(token), token.text(), token.is(TokenType.STRING));
    }

    Position position(Token token) {
        return search.position(token.start());
    }

    /** @throws SplException if expressions are nested deeper than {@link #DEEPEST} */
    void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new SplException(
                    position(peek()),
                    "nesting",
                    "expected an expression nested at most " + DEEPEST + " deep, but found a deeper one");
        }
    }

    void leave() {
        depth--;
    }
}
