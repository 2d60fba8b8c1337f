package io.outrider.detect;

import java.time.Duration;

/**
 * How windows are laid and when they close.
 *
 * @param window length of the tumbling windows, from 1 second to 1 day in whole seconds
 * @param offset of the windows' starts from the full UTC hour in whole seconds, less than a window to either side; {@code
 *     -10m} is the schedule of the published content
 * @param lateness how far behind the newest event of its unit an event may come before its window is closed
 * @param idleTimeout after which a unit that gives nothing holds up no window, in wall-clock time
 * @param retention how long a closed window still takes late events, in event time
 * @param updateInterval least time between two updates of one alert by late events, in wall-clock time
 * @param maxValues how many distinct values a row keeps for {@code values} and {@code dc}
 * @param maxRows how many rows are in memory at most between batches, over all windows that are open or kept; a row of more than a kilobyte
 *     counts as several
 * @param firstMatch whether an alert goes out at its first match where its row cannot be taken back by later events;
 *     otherwise all go out when their window closes
 * @param bounded whether the input is known to end: then nothing is late, and all windows close at its end
 */
public record GroupingSettings(
        Duration window,
        Duration offset,
        Duration lateness,
        Duration idleTimeout,
        Duration retention,
        Duration updateInterval,
        int maxValues,
        int maxRows,
        boolean firstMatch,
        boolean bounded) {

    public GroupingSettings {
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("expected a window from 1s to 1d, but found " + window);
        }
        if (window.toNanosPart() != 0 || offset.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "expected a window and an offset of whole seconds, but found " + window + " and " + offset);
        }
        if (offset.abs().compareTo(window) >= 0) {
            throw new IllegalArgumentException("expected an offset shorter than the window, but found " + offset);
        }
        if (lateness.isNegative()
                || idleTimeout.isNegative()
                || retention.isNegative()
                || updateInterval.isNegative()) {
            throw new IllegalArgumentException("expected no negative duration, but found " + lateness + ", "
                    + idleTimeout + ", " + retention + ", " + updateInterval);
        }
        if (maxValues < 1) {
            throw new IllegalArgumentException("expected 1 or more values, but found " + maxValues);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("expected 1 or more rows, but found " + maxRows);
        }
    }
}
