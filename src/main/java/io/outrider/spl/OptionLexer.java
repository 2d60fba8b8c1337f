package io.outrider.spl;

/**
 * The dialect of most commands: names, quoted texts, and options as {@code name=value}. A word ends at a blank, a comma, a
 * quote, {@code [} or, outside a value, {@code =}. Example: {@code field=process max_match=0 "(?<url>http.*)"}.
 */
final class OptionLexer extends Lexer {

    OptionLexer(Expansion search, int start, int end) {
        super(search, start, end);
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        switch (c) {
            case '"':
                return quoted(TokenType.STRING, start);
            case ',':
                return bare(TokenType.COMMA, start, start + 1);
            case '[':
                return subsearch(start);
            default:
                boolean value = previous().is(TokenType.OPERATOR);
                int operator = value ? 0 : operatorLength(start);
                if (operator > 0) {
                    return bare(TokenType.OPERATOR, start, start + operator);
                }
                int i = start + (Quoting.isEscape(text, start) ? 2 : 1);
                while (i < end && !endsWord(i, value)) {
                    i += Quoting.isEscape(text, i) ? 2 : 1;
                }
                i = Math.min(i, end);
                return new Token(TokenType.WORD, Quoting.unescape(text.substring(start, i)), start, i);
        }
    }

    private boolean endsWord(int i, boolean value) {
        char c = text.charAt(i);
        return Character.isWhitespace(c) || ",\"[".indexOf(c) >= 0 || !value && operatorLength(i) > 0;
    }

    /** {@code =}, {@code !=} and the {@code ==} of careless authors. */
    private int operatorLength(int offset) {
        char c = text.charAt(offset);
        boolean withEqual = offset + 1 < end && text.charAt(offset + 1) == '=';
        return c == '=' ? withEqual ? 2 : 1 : c == '!' && withEqual ? 2 : 0;
    }
}
