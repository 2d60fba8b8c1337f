package io.outrider.deliver;

/**
 * A ticket of an alert, as its system found it.
 *
 * @param id by which the system takes additions
 * @param revision the last that the ticket is known to have; {@link #UNKNOWN} if it does not say
 */
record Ticket(String id, long revision) {

    static final long UNKNOWN = -1;

    Ticket {
        if (id.isBlank() || revision < UNKNOWN) {
            throw new IllegalArgumentException("expected an id and a revision, but found '" + id + "' and " + revision);
        }
    }
}
