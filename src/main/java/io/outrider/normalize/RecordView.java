package io.outrider.normalize;

import java.util.Collection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A parsed record as those see it who ask which source wrote it.
 *
 * @param fields gives the first text of an original field, or {@code null}
 * @param names of all its fields
 * @param raw its text
 * @param shape as {@link io.outrider.cim.Origin#shape}
 */
record RecordView(UnaryOperator<@Nullable String> fields, Collection<String> names, String raw, String shape) {

    boolean isPlainJson() {
        return shape.equals(PlainJson.SHAPE);
    }

    /** Whether it is text rather than an object with names. */
    boolean isText() {
        return !isPlainJson();
    }
}
