package io.outrider.health;

/**
 * How often something happened, since the start, that ought not to.
 *
 * @param kind what, the same for all sinks and sources: {@code alerts-given-up}
 * @param subject the sink or source that it is of; empty if there is one
 * @param sink whether {@code subject} is a sink
 * @param what for people, to go behind a number: {@code alerts that soc does not get}
 * @param reason of the last time, never with a secret; empty if it is not known
 */
public record Loss(String kind, String subject, boolean sink, long total, String what, String reason) {

    /** Tells it from others: {@code alerts-given-up.soc}. */
    public String name() {
        return subject.isEmpty() ? kind : kind + '.' + subject;
    }
}
