package io.outrider.regex;

/** A search was ended before its end, because it took too many steps or nested too deeply. */
public final class RegexAborted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegexAborted(String message) {
        super(message);
    }
}
