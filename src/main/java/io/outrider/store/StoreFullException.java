package io.outrider.store;

/** The store is as large as it may be, and nothing is left that could be given up: its input has to wait. */
public final class StoreFullException extends StoreException {

    private static final long serialVersionUID = 1;

    public StoreFullException(String message) {
        super(message, null);
    }
}
