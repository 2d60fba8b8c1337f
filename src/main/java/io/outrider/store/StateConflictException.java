package io.outrider.store;

/** Another instance has changed what a transaction goes out from: nothing of it is written, and its batch has to be made anew. */
public abstract sealed class StateConflictException extends RuntimeException
        permits LockConflictException, PositionMovedException, WindowForgottenException {

    private static final long serialVersionUID = 1;

    StateConflictException(String message) {
        super(message);
    }

    StateConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
