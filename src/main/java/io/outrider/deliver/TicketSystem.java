package io.outrider.deliver;

import java.util.Optional;

/** A system that keeps tickets: how one is found by its alert, opened, and added to. What it looks for is made of the alert's id only. */
interface TicketSystem {

    /** The ticket of the alert, the oldest if there are several. An answer that cannot be read is a failure, never "none". */
    Optional<Ticket> find(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException;

    /**
     * Opens a ticket that {@link #find} will find.
     *
     * @return the ticket that there was already, where the system says so: it lacks what the finding says
     */
    Optional<Ticket> open(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException;

    /** Whether the ticket has this revision already, as far as that can be known. */
    default boolean has(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        return ticket.revision() >= finding.revision();
    }

    /** Adds a comment that colleagues see and requestors do not, and where the operator wants it closes the ticket of an alert that is no more. */
    void add(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException;
}
