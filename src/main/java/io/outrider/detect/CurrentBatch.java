package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.policy.AlertGate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batch that has the windows: what kind it is, and what it has to say so far. Used under the grouping's lock. */
final class CurrentBatch {

    private final List<Alert> alerts = new ArrayList<>();
    private final List<AlertGate.HeldAlert> held = new ArrayList<>();
    private final List<RuleFailure> failures = new ArrayList<>();
    private final List<LateRow> late = new ArrayList<>();
    private long refused;
    private boolean finish;
    private boolean tick;
    private boolean relief;
    private @Nullable RulePack swap;
    private @Nullable RuntimeException cause;

    /** It begins, and is to be {@link #end ended}. */
    void begin(Detections batch) {
        finish = batch.finish();
        tick = batch.isTick();
        relief = batch.relief();
        failures.addAll(batch.failures());
    }

    /** Whether it is the end of all input. */
    boolean isFinish() {
        return finish;
    }

    boolean isTick() {
        return tick;
    }

    /** Whether it is to make room. */
    boolean isRelief() {
        return relief;
    }

    /** Whether it comes by the clock or for want of room, and not of a source, of rules or of the end. */
    boolean isHousekeeping() {
        return tick || relief;
    }

    /** Whether it brings events, and nothing else. */
    boolean isPlain() {
        return !finish && !tick && !relief && swap == null;
    }

    /** The rules that take over with it; {@code null} if those stay that are. */
    @Nullable
    RulePack swap() {
        return swap;
    }

    void swap(RulePack rules) {
        swap = rules;
    }

    void say(Alert alert) {
        alerts.add(alert);
    }

    List<Alert> alerts() {
        return alerts;
    }

    void decided(AlertGate.Decision decision) {
        alerts.clear();
        alerts.addAll(decision.passed());
        held.addAll(decision.held());
    }

    void failed(RuleFailure failure) {
        failures.add(failure);
    }

    void isLate(LateRow row) {
        late.add(row);
    }

    /** Matches found no room. */
    void refuse(long matches) {
        refused += matches;
    }

    /** It is to be rolled back for that; only the first counts. */
    void fail(RuntimeException why) {
        cause = cause == null ? why : cause;
    }

    /** Why it is to be rolled back; {@code null} if it is not. */
    @Nullable
    RuntimeException cause() {
        return cause;
    }

    /** What it has to say. Nothing is left of it then. */
    BatchOutcome end() {
        BatchOutcome outcome = new BatchOutcome(alerts, failures, late, refused, held);
        alerts.clear();
        held.clear();
        failures.clear();
        late.clear();
        refused = 0;
        finish = false;
        tick = false;
        relief = false;
        swap = null;
        cause = null;
        return outcome;
    }
}
