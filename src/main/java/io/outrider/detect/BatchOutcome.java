package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.policy.AlertGate;
import java.util.List;

/**
 * What a batch has to say once it is committed.
 *
 * @param alerts in the order in which they are to be sent
 * @param late rows of windows that are closed and kept no more
 * @param refused number of matches that are in no row because there was no room for one
 * @param held alerts that are not sent
 */
public record BatchOutcome(
        List<Alert> alerts,
        List<RuleFailure> failures,
        List<LateRow> late,
        long refused,
        List<AlertGate.HeldAlert> held) {

    /** Of a batch of which all alerts are sent. */
    public BatchOutcome(List<Alert> alerts, List<RuleFailure> failures, List<LateRow> late, long refused) {
        this(alerts, failures, late, refused, List.of());
    }

    public BatchOutcome {
        held = List.copyOf(held);
        alerts = List.copyOf(alerts);
        failures = List.copyOf(failures);
        late = List.copyOf(late);
    }
}
