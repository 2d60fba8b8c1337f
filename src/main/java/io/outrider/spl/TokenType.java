package io.outrider.spl;

/** Kinds of tokens, each with its words for a message. */
enum TokenType {
    WORD("a word"),
    /** Quoted by {@code "}; the token's text has its escapes resolved. */
    STRING("a quoted text"),
    /** Quoted by {@code '} in an eval expression. */
    FIELD("a quoted field name"),
    NUMBER("a number"),
    OPERATOR("an operator"),
    OPEN("("),
    CLOSE(")"),
    COMMA(","),
    /** What stands in {@code eval(...)} of an aggregation, whole. */
    EXPRESSION("an expression"),
    /** {@code [ … ]}, whole. */
    SUBSEARCH("a subsearch"),
    END("the end of the command");

    private final String words;

    TokenType(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
