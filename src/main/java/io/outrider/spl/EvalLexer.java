package io.outrider.spl;

/**
 * The dialect of eval expressions: field names of letters, digits and {@code _}, others in single quotes; texts in double
 * quotes. Example: {@code isnotnull('Processes.user') AND count > 5}.
 */
final class EvalLexer extends Lexer {

    private final boolean assignments;
    private int depth;

    /** @param assignments whether the text is that of {@code eval}, in which a name stands before each {@code =} */
    EvalLexer(Expansion search, int start, int end, boolean assignments) {
        super(search, start, end);
        this.assignments = assignments;
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        if (assignments && depth == 0 && atTarget() && ",\"'".indexOf(c) < 0) {
            return target(start);
        }
        if (isDigit(c) || c == '.' && start + 1 < end && isDigit(text.charAt(start + 1)) && !behindOperand(start)) {
            return number(start);
        }
        int nameEnd = nameEnd(start);
        if (nameEnd > start) {
            return bare(TokenType.WORD, start, nameEnd);
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
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

    /** Whether the name of a field to assign to comes next: at the start, and behind a comma outside parentheses. */
    private boolean atTarget() {
        return previous().is(TokenType.END) || previous().is(TokenType.COMMA);
    }

    /** Example: {@code cpu:disk}, {@code user.name}; here no operator but {@code =} ends a name. */
    private Token target(int start) {
        int i = start;
        while (i < end && !Character.isWhitespace(text.charAt(i)) && "=,".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i == start ? comparison(start) : bare(TokenType.WORD, start, i);
    }

    /** The end of the name that starts here, the placeholders of {@code foreach} within: {@code avg_<<FIELD>>}. */
    private int nameEnd(int start) {
        int i = start;
        while (i < end) {
            int placeholder = placeholderEnd(i);
            if (placeholder > 0) {
                i = placeholder;
            } else if (isNamePart(text.charAt(i))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    /** The offset behind a placeholder, as {@code <<MATCHSTR>>}; 0 if none starts here. */
    private int placeholderEnd(int start) {
        if (!text.startsWith("<<", start)) {
            return 0;
        }
        int i = start + 2;
        while (i < end && isNamePart(text.charAt(i))) {
            i++;
        }
        return i > start + 2 && i + 2 <= end && text.startsWith(">>", i) ? i + 2 : 0;
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
