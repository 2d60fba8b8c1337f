package io.outrider.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A delivery that did not go through and is to be tried again. The message names the sink and holds no secret. */
public final class FailedDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration wait;

    public FailedDeliveryException(String message) {
        this(message, null);
    }

    /** @param wait before the next try, at least; null if the system said nothing of it */
    public FailedDeliveryException(String message, @Nullable Duration wait) {
        super(message);
        this.wait = wait;
    }

    public @Nullable Duration leastWait() {
        return wait;
    }
}
