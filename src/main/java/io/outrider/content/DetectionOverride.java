package io.outrider.content;

import io.outrider.rule.Rule;
import io.outrider.rule.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets for one detection; {@code null} where nothing is set.
 *
 * @param property the properties' common beginning, for messages: {@code outrider.detection.NAME}
 * @param detection the id or name in it
 * @param enabled wins over what is included and excluded
 * @param severity of its alerts
 * @param window length of its windows
 */
public record DetectionOverride(
        String property,
        String detection,
        @Nullable Boolean enabled,
        @Nullable Severity severity,
        @Nullable Duration window) {

    Rule applyTo(Rule rule) {
        Rule changed = rule;
        if (severity != null) {
            changed = changed.with(changed.about().with(severity));
        }
        return window == null ? changed : changed.with(window);
    }
}
