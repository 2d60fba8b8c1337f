package io.outrider.spl;

/**
 * A token of a command.
 *
 * @param text without quotes, its escapes resolved
 * @param start offset in the expanded text
 * @param end offset behind it
 */
record Token(TokenType type, String text, int start, int end) {

    boolean is(TokenType type) {
        return this.type == type;
    }

    /** Whether it is this operator. */
    boolean isOperator(String symbol) {
        return type == TokenType.OPERATOR && text.equals(symbol);
    }

    /** Whether it is this keyword, in capitals as the search language has it. */
    boolean isWord(String keyword) {
        return type == TokenType.WORD && text.equals(keyword);
    }

    /** Whether it is this keyword, in small letters or capitals. */
    boolean isWordInAnyCase(String keyword) {
        return type == TokenType.WORD && text.equalsIgnoreCase(keyword);
    }

    /** What a message says was found. */
    String found() {
        return type == TokenType.END ? type.words() : "'" + text + "'";
    }
}
