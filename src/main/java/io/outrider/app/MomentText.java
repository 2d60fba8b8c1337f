package io.outrider.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads moments as people write them: in ISO 8601 with a zone, or as a duration from now. To the second. */
final class MomentText {

    private MomentText() {}

    /** @throws IllegalArgumentException if the text is no moment in ISO 8601 with a zone */
    static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time such as 2026-03-01T22:00:00Z or 2026-03-01T22:00+01:00, but found '" + text + "'",
                    e);
        }
    }

    /** A moment, or so long behind now: {@code 2h}. */
    static Instant behind(Instant now, String text) {
        Duration duration = duration(text);
        return duration == null ? either(text) : now.plus(duration).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A moment, or so long before now: {@code 2h}. */
    static Instant before(Instant now, String text) {
        Duration duration = duration(text);
        return duration == null ? either(text) : now.minus(duration).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant either(String text) {
        try {
            return moment(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a duration such as 2h, or a time such as 2026-03-01T22:00:00Z, but found '" + text + "'",
                    e);
        }
    }

    private static @Nullable Duration duration(String text) {
        try {
            return new DurationText().convert(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
