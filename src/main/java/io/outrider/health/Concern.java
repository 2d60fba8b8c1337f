package io.outrider.health;

import io.outrider.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong now.
 *
 * @param area where it belongs
 * @param condition what it is, the same for all sinks and sources: {@code sink-failing}
 * @param subject the sink or source that it is of; empty if there is one
 * @param sink the sink that it is of, which is not told of it; {@code null} if it is of none
 * @param title what is wrong, in some words
 * @param detail what is wrong, with numbers and reason, never with a secret
 * @param advice what to do
 * @param level the level that it is of; {@code null} if it is of none
 */
public record Concern(
        Area area,
        String condition,
        String subject,
        @Nullable String sink,
        Severity severity,
        String title,
        String detail,
        String advice,
        @Nullable Level level) {

    /** Which check tells it. */
    public enum Area {
        STORE,
        LEVELS,
        LOSSES,
        SINKS,
        SOURCES
    }

    /** The same, as grave as another one if that is graver. */
    Concern asGraveAs(Concern other) {
        return other.severity.compareTo(severity) <= 0
                ? this
                : new Concern(area, condition, subject, sink, other.severity, title, detail, advice, level);
    }

    /** Tells it from others: {@code sink-failing.soc}. */
    public String name() {
        return subject.isEmpty() ? condition : condition + '.' + subject;
    }
}
