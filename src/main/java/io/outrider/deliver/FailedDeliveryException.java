package io.outrider.deliver;

/** A delivery that did not go through and is to be tried again. The message names the sink and holds no secret. */
public final class FailedDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    public FailedDeliveryException(String message) {
        super(message);
    }
}
