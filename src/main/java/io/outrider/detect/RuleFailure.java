package io.outrider.detect;

/**
 * A rule could not be evaluated on something; the rule and everything else go on.
 *
 * @param detectionId the rule's detection
 * @param name the detection's name
 * @param subject what it was evaluated on: an event's origin or a row's key
 * @param reason in one line
 */
public record RuleFailure(String detectionId, String name, String subject, String reason) {}
