package io.outrider.detect;

import io.outrider.cim.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A compiled expression that is true, false, or ({@code null}) neither, because a field that it needs is absent. */
@FunctionalInterface
interface Truth {

    /** @param now what {@code now()} gives: the close of the row's window */
    @Nullable
    Boolean eval(Fields row, Instant now);

    /** Whether it is true: null does not hold. */
    default boolean holds(Fields row, Instant now) {
        return Boolean.TRUE.equals(eval(row, now));
    }
}
