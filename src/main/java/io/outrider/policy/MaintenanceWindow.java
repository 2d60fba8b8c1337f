package io.outrider.policy;

import io.outrider.alert.Alert;

/**
 * Alerts of what happens in a time of maintenance are expected. The time is that of the events, since an alert may leave long after
 * what it is about: when its window closes, or its file comes.
 *
 * @param name in the configuration
 */
public record MaintenanceWindow(String name, Matchers matchers, Schedule schedule) {

    boolean holds(Alert alert) {
        return schedule.contains(alert.lastTime()) && matchers.match(alert);
    }
}
