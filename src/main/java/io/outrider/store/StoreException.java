package io.outrider.store;

import org.jspecify.annotations.Nullable;

/** The store could not be read or written, for example because its disk is full or gone. */
public sealed class StoreException extends RuntimeException permits StoreFullException {

    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
