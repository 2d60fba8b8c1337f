package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param columns in order
 * @param from where it comes from
 */
record ResultRow(Map<String, Value> columns, Provenance from) implements Fields {

    ResultRow {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    @Override
    public @Nullable Value get(String field) {
        return columns.get(field);
    }

    ResultRow with(Map<String, Value> changed) {
        return new ResultRow(changed, from);
    }

    ResultRow from(Provenance other) {
        return new ResultRow(columns, other);
    }
}
