package io.outrider.evtx;

/** A record that cannot be read; the message says what was expected and what was found, in one line. */
final class DamageException extends Exception {

    private static final long serialVersionUID = 1L;

    DamageException(String message) {
        // No stack trace: a file may have a thousand such records in each 64 KiB, and nobody looks at it.
        super(message, null, false, false);
    }

    static DamageException found(String expected, String found) {
        return new DamageException("expected " + expected + ", but found " + found);
    }
}
