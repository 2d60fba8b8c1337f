package io.outrider.deliver;

/** The way out to other systems over HTTP. */
public interface HttpCalls {

    /**
     * Makes a call and waits for its answer, whatever it is.
     *
     * @throws FailedDeliveryException if there was no answer in time
     * @throws RefusedDeliveryException if the address may not be called
     */
    Answer make(HttpCall call) throws FailedDeliveryException, RefusedDeliveryException;
}
