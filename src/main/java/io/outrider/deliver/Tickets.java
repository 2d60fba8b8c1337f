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
        Optional<Ticket> found = system.find(finding, delivery);
        Optional<Ticket> there = found.isPresent() ? found : system.open(finding, delivery);
        if (there.isPresent()
                && finding.activity() != Finding.Activity.CREATE
                && !system.has(there.get(), finding, delivery)) {
            system.add(there.get(), finding, delivery);
        }
    }
}
