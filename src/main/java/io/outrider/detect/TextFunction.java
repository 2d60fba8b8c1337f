package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/** A function of one text. */
@FunctionalInterface
interface TextFunction {

    @Nullable
    Value apply(String text);
}
