package io.outrider.normalize;

/** A record that is not what it began as. The message says in one line what was expected and what was found. */
final class MalformedRecordException extends Exception {

    MalformedRecordException(String message) {
        super(message);
    }
}
