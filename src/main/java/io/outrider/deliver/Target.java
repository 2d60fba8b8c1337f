package io.outrider.deliver;

import java.util.List;

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

    /**
     * Ends normally once the system has all of the findings, in their order. What it throws is of all of them: some may be there, and come
     * again.
     *
     * @throws FailedDeliveryException if they are to be tried again
     * @throws RefusedDeliveryException if one of them never will be taken
     */
    default void deliver(List<Finding> findings, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        for (Finding finding : findings) {
            deliver(finding, delivery);
        }
    }
}
