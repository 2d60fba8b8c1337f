package io.outrider.store;

import java.time.Instant;

/**
 * When a window was closed.
 *
 * @param eventTime the greatest of all units then
 * @param clock in wall-clock time
 */
public record ClosedAt(Instant eventTime, Instant clock) {

    /** Whether it was closed at that moment or before, by both. */
    public boolean isBy(ClosedAt moment) {
        return !eventTime.isAfter(moment.eventTime) && !clock.isAfter(moment.clock);
    }
}
