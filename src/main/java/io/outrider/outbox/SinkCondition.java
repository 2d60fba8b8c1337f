package io.outrider.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with a sink.
 *
 * @param waiting alerts that wait for it
 * @param most that may; beyond it its oldest are given up
 * @param failingSince its first failure that no success followed; {@code null} if the last call went well
 * @param reason of the last failure, never with a secret; empty if the last call went well
 * @param givenUp alerts that it does not get, since the start
 * @param givenUpReason why it does not get the last of them, never with a secret; empty if there is none
 */
public record SinkCondition(
        String sink,
        long waiting,
        long most,
        @Nullable Instant failingSince,
        String reason,
        long givenUp,
        String givenUpReason) {

    /** Of a sink that has several workers: the one that waits most, the one that fails for longest, and all that were given up. */
    SinkCondition and(SinkCondition other) {
        boolean theOther =
                failingSince == null || other.failingSince != null && other.failingSince.isBefore(failingSince);
        return new SinkCondition(
                sink,
                Math.max(waiting, other.waiting),
                Math.max(most, other.most),
                theOther ? other.failingSince : failingSince,
                theOther ? other.reason : reason,
                givenUp + other.givenUp,
                other.givenUpReason.isEmpty() ? givenUpReason : other.givenUpReason);
    }
}
