package io.outrider.outbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way into one sink. Safe for use by several threads. No method throws for what an alert holds, or a sink answers. */
public interface Sender {

    /** The finding that the sink is to have; empty if it does not want this one. */
    Optional<Map<String, Object>> render(Said said);

    /** @param findings one, or for sinks that take several at a time all that are to go together; in their order */
    Outcome send(List<Map<String, Object>> findings);

    /** Sets aside an alert that the sink does not get. */
    void giveUp(Said said, String reason);
}
