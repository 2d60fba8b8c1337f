package io.outrider.store;

/** The store could not be read or written, for example because its disk is full or gone. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
