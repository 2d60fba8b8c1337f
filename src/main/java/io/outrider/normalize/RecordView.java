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

    /** Whether it is a line as its source wrote it; JSON, XML and rows of tables may quote the lines of others. */
    boolean isText() {
        return TextRecords.SHAPES.contains(shape);
    }
}
