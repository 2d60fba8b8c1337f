package io.outrider.detect;

import io.outrider.store.ClosedAt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Arithmetic on instants that ends at the ends of time: an event may state any time, and must not stall the rest. */
final class Moments {

    private Moments() {}

    /** The moment later by the duration, which is not negative; {@link Instant#MAX} if there is none. */
    static Instant plus(Instant moment, Duration duration) {
        try {
            return moment.plus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }

    /** The moment earlier by the duration, which is not negative; {@link Instant#MIN} if there is none. */
    static Instant minus(Instant moment, Duration duration) {
        try {
            return moment.minus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MIN;
        }
    }

    /** The moment earlier by both clocks; the duration is not negative. */
    static ClosedAt minus(ClosedAt moment, Duration duration) {
        return new ClosedAt(minus(moment.eventTime(), duration), minus(moment.clock(), duration));
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
