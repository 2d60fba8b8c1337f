package io.outrider.enrich;

/** A file of assets or identities cannot be used as a whole; the message says where and why. */
public final class InvalidInventoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidInventoryException(String message) {
        super(message);
    }
}
