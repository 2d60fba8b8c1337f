package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A compiled expression that gives a value, or {@code null} where it has none. */
@FunctionalInterface
interface Evaluator {

    /** @param now what {@code now()} gives: the close of the row's window */
    @Nullable
    Value eval(Fields row, Instant now);
}
