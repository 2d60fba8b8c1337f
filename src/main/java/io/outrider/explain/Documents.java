package io.outrider.explain;

import io.outrider.cim.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as documents for machines have them: whole, as they are. */
final class Documents {

    private Documents() {}

    static @Nullable Object value(@Nullable Value value) {
        if (value instanceof Value.Number number) {
            return number.number();
        }
        if (value instanceof Value.Multi multi) {
            return multi.texts();
        }
        return value == null ? null : value.text();
    }

    static Map<String, Object> columns(Map<String, Value> columns) {
        Map<String, Object> document = new LinkedHashMap<>();
        columns.forEach((column, value) -> document.put(column, value(value)));
        return document;
    }
}
