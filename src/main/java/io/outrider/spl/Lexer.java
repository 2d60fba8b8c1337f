package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the text of a command into tokens. The dialects differ in what a word is: {@link SearchLexer}, {@link EvalLexer},
 * {@link StatsLexer}, {@link OptionLexer}, {@link NameLexer}.
 */
abstract class Lexer {

    final Expansion search;
    final String text;
    final int end;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(Expansion search, int start, int end) {
        this.search = search;
        this.text = search.text();
        this.at = start;
        this.end = end;
    }

    /** All tokens, {@link TokenType#END} last. */
    final List<Token> tokens() {
        while (true) {
            while (at < end && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == end) {
                tokens.add(new Token(TokenType.END, "", end, end));
                return tokens;
            }
            Token token = next(at);
            tokens.add(token);
            at = token.end();
        }
    }

    /** The token that starts at the offset, which is no blank. */
    abstract Token next(int start);

    /** The token before the one that is read now, or one of type END if there is none. */
    final Token previous() {
        return tokens.isEmpty() ? new Token(TokenType.END, "", at, at) : tokens.get(tokens.size() - 1);
    }

    final Token bare(TokenType type, int start, int tokenEnd) {
        return new Token(type, text.substring(start, tokenEnd), start, tokenEnd);
    }

    final Token quoted(TokenType type, int start) {
        char quote = text.charAt(start);
        int tokenEnd = Quoting.end(text, start, quote);
        if (tokenEnd < 0 || tokenEnd > end) {
            throw unexpected(
                    start, String.valueOf(quote), "expected " + quote + " to end the quoted text, but found none");
        }
        return new Token(type, Quoting.unescape(text.substring(start + 1, tokenEnd - 1)), start, tokenEnd);
    }

    /** Example: {@code [ search index=x | fields user ]}, with those inside. */
    final Token subsearch(int start) {
        int depth = 0;
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '"') {
                int quoteEnd = Quoting.end(text, i, '"');
                i = quoteEnd < 0 ? end : quoteEnd;
                continue;
            }
            if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return bare(TokenType.SUBSEARCH, start, i + 1);
            }
            i += Quoting.isEscape(text, i) ? 2 : 1;
        }
        throw unexpected(start, "[", "expected ] to end the subsearch, but found none");
    }

    final SplException unexpected(int offset, String construct, String message) {
        return new SplException(search.position(offset), construct, message);
    }
}
