package io.outrider.health;

import org.jspecify.annotations.Nullable;

/**
 * How much of something there is, and how much there may be.
 *
 * @param kind what it is, the same for all sinks and sources: {@code alerts-waiting}
 * @param subject the sink or source that it is of; empty if there is one
 * @param sink whether {@code subject} is a sink
 * @param most 0 if nothing bounds it
 * @param unit of both numbers: {@code alerts}, {@code bytes}
 * @param bound the property that bounds it
 * @param beyond what becomes of what is too much, for people; {@code null} if it has another place, and nothing is wrong then
 */
public record Level(
        String kind,
        String subject,
        boolean sink,
        long used,
        long most,
        String unit,
        String bound,
        @Nullable String beyond) {

    /** A level that there is one of. */
    public static Level of(String kind, long used, long most, String unit, String bound, @Nullable String beyond) {
        return new Level(kind, "", false, used, most, unit, bound, beyond);
    }

    /** Tells it from others: {@code alerts-waiting.soc}. */
    public String name() {
        return subject.isEmpty() ? kind : kind + '.' + subject;
    }
}
