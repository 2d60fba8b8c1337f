package io.outrider.content;

/**
 * Something that is wrong with a content file, said so that its author can mend it.
 *
 * @param file path of the file, as it was found
 * @param line from 1, in the file; 1 if the problem is the file itself
 * @param column from 1, in characters
 * @param construct what it is about: a command, function, option, macro or key, for example {@code lookup}
 * @param message what was expected, what was found, and what to do
 */
public record Problem(Severity severity, String file, int line, int column, String construct, String message) {

    public Problem {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("expected a position from 1:1, but found " + line + ":" + column);
        }
    }

    /** The same of a file whose version before it stays in use. */
    Problem thatKeepsTheVersionBefore() {
        return severity == Severity.WARNING
                ? this
                : new Problem(
                        Severity.WARNING,
                        file,
                        line,
                        column,
                        construct,
                        message + " (the version of the file before this one stays in use)");
    }

    /** Whether the detection can run all the same. */
    public enum Severity {
        /** The detection is refused. */
        ERROR,
        /** The detection runs; its author should know. */
        WARNING
    }
}
