package io.outrider.store;

/** What a transaction was to change is held by another instance for longer than may be waited for, or each waits for the other. */
public final class LockConflictException extends StateConflictException {

    private static final long serialVersionUID = 1;

    LockConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
