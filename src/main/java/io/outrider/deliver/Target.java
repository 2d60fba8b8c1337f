package io.outrider.deliver;

/**
 * A system that takes alerts over HTTP: which calls a finding takes, and what their answers mean. Made once for a sink, from its
 * settings, and used by any number of threads.
 */
public interface Target {

    /**
     * Ends normally once the system has the finding.
     *
     * @throws FailedDeliveryException if it is to be tried again
     * @throws RefusedDeliveryException if it never will be taken
     */
    void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException;
}
