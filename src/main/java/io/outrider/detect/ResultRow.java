package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a table: its columns, in order, and where it comes from. Immutable; a changed row is another one. */
final class ResultRow implements Fields {

    private final Map<String, Value> columns;
    private final Provenance from;

    /** @param columns which are copied */
    ResultRow(Map<String, Value> columns, Provenance from) {
        this(from, new LinkedHashMap<>(columns));
    }

    private ResultRow(Provenance from, Map<String, Value> owned) {
        this.columns = Collections.unmodifiableMap(owned);
        this.from = from;
    }

    /** @param columns which nobody changes any more: they are not copied */
    static ResultRow owning(Map<String, Value> columns, Provenance from) {
        return new ResultRow(from, columns);
    }

    Map<String, Value> columns() {
        return columns;
    }

    Provenance from() {
        return from;
    }

    @Override
    public @Nullable Value get(String field) {
        return columns.get(field);
    }

    /** The row with a column set or, with {@code null}, taken away. */
    ResultRow with(String column, @Nullable Value value) {
        if (value == null && !columns.containsKey(column)) {
            return this;
        }
        Map<String, Value> changed = copy();
        set(changed, column, value);
        return owning(changed);
    }

    /** Sets a column or, with {@code null}, takes it away. */
    static void set(Map<String, Value> columns, String column, @Nullable Value value) {
        if (value == null) {
            columns.remove(column);
        } else {
            columns.put(column, value);
        }
    }

    /** A copy of the columns, to be changed and given to {@link #owning}. */
    Map<String, Value> copy() {
        return new LinkedHashMap<>(columns);
    }

    /** The row with other columns, which nobody changes any more: they are not copied. */
    ResultRow owning(Map<String, Value> changed) {
        return new ResultRow(from, changed);
    }

    ResultRow from(Provenance other) {
        return new ResultRow(other, columns);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResultRow row && columns.equals(row.columns) && from.equals(row.from);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, from);
    }

    @Override
    public String toString() {
        return "ResultRow[columns=" + columns + ", from=" + from + "]";
    }
}
