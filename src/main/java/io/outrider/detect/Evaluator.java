package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/** A compiled expression that gives a value, or {@code null} where it has none. */
@FunctionalInterface
interface Evaluator {

    @Nullable
    Value eval(Fields fields);
}
