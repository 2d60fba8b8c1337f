package io.outrider.spl;

import java.util.List;

/** The tokens of a command, read one after the other. */
final class TokenStream {

    // Published searches nest parentheses 5 deep at most; each level costs the parsers a few stack frames.
    static final int DEEPEST = 100;

    private final Expansion search;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(Expansion search, Lexer lexer) {
        this.search = search;
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
