package io.outrider.deliver;

import java.util.Optional;

/**
 * Delivers findings as tickets, one for each alert: looked for first, then opened; later revisions are added to it. A first revision
 * whose ticket is there changes nothing; a later one whose ticket is not there opens one.
 */
final class Tickets implements Target {

    private final TicketSystem system;

    Tickets(TicketSystem system) {
        this.system = system;
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Optional<Ticket> ticket = system.find(finding, delivery);
        if (ticket.isEmpty()) {
            system.open(finding, delivery);
        } else if (finding.activity() != Finding.Activity.CREATE && !system.has(ticket.get(), finding, delivery)) {
            system.add(ticket.get(), finding, delivery);
        }
    }
}
