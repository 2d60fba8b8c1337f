package io.outrider.detect;

import java.time.Instant;
import java.util.List;

/**
 * Matches that came after their window was closed and forgotten; they are in no alert.
 *
 * @param by values of the row's {@code by} columns; none if nothing groups it
 * @param count number of events
 */
public record LateRow(
        String detectionId,
        String name,
        Instant windowStart,
        List<String> by,
        long count,
        Instant first,
        Instant last) {

    static LateRow of(WindowDelta delta, RowState row) {
        return new LateRow(
                delta.key().detectionId(),
                delta.rule().rule().about().name(),
                delta.key().start(),
                row.key() instanceof RowKey by ? by.values() : List.of(),
                row.count(),
                row.first(),
                row.last());
    }
}
