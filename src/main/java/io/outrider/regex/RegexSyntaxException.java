package io.outrider.regex;

/** An expression is not valid, or asks for something of PCRE that cannot be run; the message says what and where. */
public final class RegexSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    RegexSyntaxException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the expression, from 0. */
    public int offset() {
        return offset;
    }
}
