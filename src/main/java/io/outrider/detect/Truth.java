package io.outrider.detect;

import io.outrider.cim.Fields;
import org.jspecify.annotations.Nullable;

/** A compiled expression that is true, false, or ({@code null}) neither, because a field that it needs is absent. */
@FunctionalInterface
interface Truth {

    @Nullable
    Boolean eval(Fields fields);
}
