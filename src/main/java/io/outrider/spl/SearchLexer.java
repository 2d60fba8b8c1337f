package io.outrider.spl;

/**
 * The dialect of search expressions, and of the options of {@code tstats}: a word is what stands between blanks, quotes,
 * commas, parentheses and comparison operators. Examples: {@code Processes.process=*-r:*}, {@code
 * Processes.process_name IN ("cmd.exe" "pwsh.exe")}.
 *
 * <p>A bare value, that is a word behind an operator or in a list, may hold {@code =}, {@code <}, {@code >} and pairs of
 * parentheses with nothing but word characters between them: {@code Processes.process=*GetCurrent()*}.
 */
final class SearchLexer extends Lexer {

    private static final String SPECIAL = "\"(),[]";

    private boolean inList;

    SearchLexer(Expansion search, int start, int end) {
        super(search, start, end);
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        switch (c) {
            case '"':
                return quoted(TokenType.STRING, start);
            case '(':
                inList = previous().isWordInAnyCase("IN");
                return bare(TokenType.OPEN, start, start + 1);
            case ')':
                inList = false;
                return bare(TokenType.CLOSE, start, start + 1);
            case ',':
                return bare(TokenType.COMMA, start, start + 1);
            case '[':
                return subsearch(start);
            default:
                boolean value = inList || previous().is(TokenType.OPERATOR);
                int operator = value ? 0 : operatorLength(start);
                if (operator > 0) {
                    return bare(TokenType.OPERATOR, start, start + operator);
                }
                int wordEnd = wordEnd(start, value);
                return new Token(TokenType.WORD, Quoting.unescape(text.substring(start, wordEnd)), start, wordEnd);
        }
    }

    private int wordEnd(int start, boolean value) {
        // At least one character, whatever it is: the lexer always goes on.
        int i = start + 1;
        if (Quoting.isEscape(text, start)) {
            i++;
        }
        while (i < end) {
            char c = text.charAt(i);
            if (Quoting.isEscape(text, i)) {
                i += 2;
            } else if (value && c == '(' && pairEnd(i) > 0) {
                i = pairEnd(i);
            } else if (Character.isWhitespace(c) || SPECIAL.indexOf(c) >= 0 || !value && operatorLength(i) > 0) {
                break;
            } else {
                i++;
            }
        }
        return Math.min(i, end);
    }

    /** The offset behind the parenthesis that closes the one at {@code open}; 0 if it is a group rather than text. */
    private int pairEnd(int open) {
        int i = open + 1;
        while (i < end && !Character.isWhitespace(text.charAt(i)) && SPECIAL.indexOf(text.charAt(i)) < 0) {
            if (operatorLength(i) > 0) {
                return 0;
            }
            i++;
        }
        return i < end && text.charAt(i) == ')' ? i + 1 : 0;
    }

    private int operatorLength(int offset) {
        char c = text.charAt(offset);
        boolean withEqual = offset + 1 < end && text.charAt(offset + 1) == '=';
        return switch (c) {
            case '<', '>', '=' -> withEqual ? 2 : 1;
            case '!' -> withEqual ? 2 : 0;
            default -> 0;
        };
    }
}
