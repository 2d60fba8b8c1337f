package io.outrider.spl;

/**
 * The dialect of {@code stats} and its kin: a word ends at a blank, a comma, a quote, a parenthesis or {@code =}; what
 * stands in {@code eval(...)} is one token. Example: {@code count(eval(code=4648)) AS n, p50(x) BY user, user.groups{}}.
 */
final class StatsLexer extends Lexer {

    private static final String ENDS_WORD = "\"(),=[";

    StatsLexer(Expansion search, int start, int end) {
        super(search, start, end);
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        switch (c) {
            case '"':
                return quoted(TokenType.STRING, start);
            case '\'':
                return quoted(TokenType.FIELD, start);
            case '(':
                return previous().isWordInAnyCase("eval")
                        ? bare(TokenType.EXPRESSION, start + 1, closing(start))
                        : bare(TokenType.OPEN, start, start + 1);
            case ')':
                return bare(TokenType.CLOSE, start, start + 1);
            case ',':
                return bare(TokenType.COMMA, start, start + 1);
            case '=':
                return bare(TokenType.OPERATOR, start, start + 1);
            case '[':
                return subsearch(start);
            default:
                int i = start + 1;
                while (i < end && !Character.isWhitespace(text.charAt(i)) && ENDS_WORD.indexOf(text.charAt(i)) < 0) {
                    i++;
                }
                return bare(TokenType.WORD, start, i);
        }
    }

    /** The offset of the parenthesis that closes the one at {@code open}. */
    private int closing(int open) {
        int depth = 0;
        int i = open;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                int quoteEnd = Quoting.end(text, i, c);
                i = quoteEnd < 0 ? end : quoteEnd;
                continue;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
            i++;
        }
        throw unexpected(open, "eval", "expected ) to end eval(...), but found the end of the command");
    }
}
