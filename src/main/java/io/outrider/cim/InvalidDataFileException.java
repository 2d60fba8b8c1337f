package io.outrider.cim;

/**
 * A data file, of a data model or of a source, says something that cannot be used. The message names file, line and
 * column, and what was expected and found.
 */
public final class InvalidDataFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidDataFileException(String message) {
        super(message);
    }
}
