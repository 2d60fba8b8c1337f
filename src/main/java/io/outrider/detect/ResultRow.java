package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result table.
 *
 * @param key the values it was grouped by
 * @param columns in order
 */
record ResultRow(RowKey key, Map<String, Value> columns) implements Fields {

    ResultRow {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    @Override
    public @Nullable Value get(String field) {
        return columns.get(field);
    }

    ResultRow with(Map<String, Value> changed) {
        return new ResultRow(key, changed);
    }
}
