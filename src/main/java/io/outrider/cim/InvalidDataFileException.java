package io.outrider.cim;

/**
 * A data file, of a data model or of a source, says something that cannot be used. The message names file, line and
 * column, and what was expected and found.
 */
public final class InvalidDataFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    /**
     * @param line and {@code column}: from 1; 1 if it is the file itself
     * @param reason what was expected and found
     */
    InvalidDataFileException(String file, int line, int column, String reason) {
        super(file + ':' + line + ':' + column + ": " + reason);
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }

    /** The message without its place. */
    public String reason() {
        return reason;
    }
}
