package io.outrider.policy;

import io.outrider.alert.Alert;
import java.time.Instant;

/** Somebody does not want to hear of some alerts for a time, which is the clock's. @param until first moment behind it */
public record Silence(String id, Matchers matchers, Instant from, Instant until) {

    boolean holds(Alert alert, Instant now) {
        return !now.isBefore(from) && now.isBefore(until) && matchers.match(alert);
    }
}
