package io.outrider.enrich;

import io.outrider.rule.Severity;
import java.util.Locale;
import java.util.Optional;

/**
 * How much an asset or an identity matters, and how grave an alert about it is: the urgency of Splunk Enterprise Security 8.0 ("Configure
 * the urgency for findings", the default urgency lookup). Where that would make an alert less grave than its detection says, the
 * detection's severity stays.
 */
enum Priority {
    UNKNOWN,
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** Empty if the text is none of the priorities; in any case. */
    static Optional<Priority> of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        for (Priority priority : values()) {
            if (priority.name().equals(name)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /** The severity of an alert of this severity about such an asset or identity; never less. */
    Severity raise(Severity severity) {
        return switch (this) {
            case UNKNOWN, INFORMATIONAL, LOW, MEDIUM -> severity;
            case HIGH ->
                switch (severity) {
                    case LOW -> Severity.MEDIUM;
                    case INFORMATIONAL, MEDIUM, HIGH, CRITICAL -> severity;
                };
            case CRITICAL ->
                switch (severity) {
                    case INFORMATIONAL -> Severity.INFORMATIONAL;
                    case LOW -> Severity.MEDIUM;
                    case MEDIUM -> Severity.HIGH;
                    case HIGH, CRITICAL -> Severity.CRITICAL;
                };
        };
    }
}
