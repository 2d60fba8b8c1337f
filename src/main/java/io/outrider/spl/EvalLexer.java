package io.outrider.spl;

/**
 * The dialect of eval expressions: field names of letters, digits and {@code _}, others in single quotes; texts in double
 * quotes. Example: {@code isnotnull('Processes.user') AND count > 5}.
 */
final class EvalLexer extends Lexer {

    EvalLexer(Expansion search, int start, int end) {
        super(search, start, end);
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        if (isDigit(c) || c == '.' && start + 1 < end && isDigit(text.charAt(start + 1)) && !behindOperand(start)) {
            return number(start);
        }
        if (isNamePart(c)) {
            int i = start + 1;
            while (i < end && isNamePart(text.charAt(i))) {
                i++;
            }
            return bare(TokenType.WORD, start, i);
        }
        return switch (c) {
            case '"' -> quoted(TokenType.STRING, start);
            case '\'' -> quoted(TokenType.FIELD, start);
            case '(' -> bare(TokenType.OPEN, start, start + 1);
            case ')' -> bare(TokenType.CLOSE, start, start + 1);
            case ',' -> bare(TokenType.COMMA, start, start + 1);
            case '[' -> subsearch(start);
            case '+', '-', '*', '/', '%', '.' -> bare(TokenType.OPERATOR, start, start + 1);
            case '=', '<', '>', '!' -> comparison(start);
            default ->
                throw unexpected(
                        start,
                        String.valueOf(c),
                        "expected an expression, but found '" + c + "'; a field name with it stands in single quotes");
        };
    }

    private Token comparison(int start) {
        boolean withEqual = start + 1 < end && text.charAt(start + 1) == '=';
        if (text.charAt(start) == '!' && !withEqual) {
            throw unexpected(start, "!", "expected !=, but found '!'");
        }
        int length = withEqual ? 2 : 1;
        return bare(TokenType.OPERATOR, start, start + length);
    }

    /** Examples: {@code 5}, {@code 0.5}, {@code .5}, {@code 1e6}. */
    private Token number(int start) {
        int i = digits(start);
        if (i + 1 < end && text.charAt(i) == '.' && isDigit(text.charAt(i + 1))) {
            i = digits(i + 1);
        }
        if (i + 1 < end && (text.charAt(i) == 'e' || text.charAt(i) == 'E') && isDigit(text.charAt(i + 1))) {
            i = digits(i + 1);
        }
        if (i < end && isNamePart(text.charAt(i))) {
            throw unexpected(
                    start,
                    text.substring(start, i + 1),
                    "expected a number, but found '" + text.substring(start, i + 1)
                            + "'; a field name that starts with a digit stands in single quotes");
        }
        return bare(TokenType.NUMBER, start, i);
    }

    private int digits(int start) {
        int i = start;
        while (i < end && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether a point here stands between two operands: then it joins texts and starts no number. */
    private boolean behindOperand(int offset) {
        Token previous = previous();
        return previous.end() == offset
                && switch (previous.type()) {
                    case WORD, STRING, FIELD, NUMBER, CLOSE -> true;
                    default -> false;
                };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
