package io.outrider.deliver;

/** A delivery that will not go through however often it is tried. The message names the sink and holds the answer and no secret. */
public final class RefusedDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedDeliveryException(String message) {
        super(message);
    }
}
