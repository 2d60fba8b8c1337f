package io.outrider.detect;

import org.jspecify.annotations.Nullable;

/**
 * A rule could not be evaluated on something; the rule and everything else go on.
 *
 * @param detectionId the rule's detection
 * @param name the detection's name
 * @param subject what it was evaluated on: an event's origin or a row's key
 * @param reason in one line
 */
public record RuleFailure(String detectionId, String name, String subject, String reason) {

    static RuleFailure of(CompiledRule rule, String subject, String reason) {
        return new RuleFailure(rule.id(), rule.rule().about().name(), subject, reason);
    }

    static RuleFailure of(CompiledRule rule, String subject, Throwable cause) {
        @Nullable String message = cause.getMessage();
        return of(
                rule,
                subject,
                message == null
                        ? cause.getClass().getSimpleName()
                        : message.lines().findFirst().orElse(""));
    }
}
