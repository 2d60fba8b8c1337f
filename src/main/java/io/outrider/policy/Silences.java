package io.outrider.policy;

import io.outrider.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The silences as they are known now. Safe for use by several threads: one sets them while another asks. */
public final class Silences {

    private volatile List<Silence> known = List.of();

    /** From now on these hold, and no others. */
    public void set(List<Silence> silences) {
        known = List.copyOf(silences);
    }

    Optional<Silence> of(Alert alert, Instant now) {
        return known.stream().filter(silence -> silence.holds(alert, now)).findFirst();
    }
}
