package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a table: its columns, in order, and where it comes from. Immutable; a changed row is another one. */
final class ResultRow implements Fields {

    private final Header header;
    private final @Nullable Value[] values;
    private final Provenance from;

    private ResultRow(Header header, @Nullable Value[] owned, Provenance from) {
        this.header = header;
        this.values = owned;
        this.from = from;
    }

    static ResultRow of(Map<String, Value> columns, Provenance from) {
        return owning(
                new Header(List.copyOf(columns.keySet())), columns.values().toArray(new Value[0]), from);
    }

    /**
     * A row of a table whose columns are known.
     *
     * @param values by the header's places, {@code null} for a column that the row lacks; nobody changes them any more: they are
     *     not copied
     */
    static ResultRow owning(Header header, @Nullable Value[] values, Provenance from) {
        return new ResultRow(header, values, from);
    }

    /** What there are places for; the row may lack some. */
    Header header() {
        return header;
    }

    /** The columns that the row has. */
    Map<String, Value> columns() {
        return new RowColumns(header, values);
    }

    Provenance from() {
        return from;
    }

    @Override
    public @Nullable Value get(String field) {
        int place = header.place(field);
        return place < 0 ? null : values[place];
    }

    /** Whether there are columns that the row lacks. */
    boolean hasGaps() {
        for (Value value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    /** The row with a column set or, with {@code null}, taken away. */
    ResultRow with(String column, @Nullable Value value) {
        if (value == null && get(column) == null) {
            return this;
        }
        RowDraft draft = draft();
        draft.set(column, value);
        return draft.row();
    }

    /** The row, to be changed. */
    RowDraft draft() {
        return new RowDraft(header, values.clone(), from);
    }

    /** The same values in other places. @param origins by the places of the header, the places here */
    ResultRow arranged(Header other, int[] origins) {
        @Nullable Value[] arranged = new @Nullable Value[origins.length];
        for (int i = 0; i < origins.length; i++) {
            arranged[i] = values[origins[i]];
        }
        return new ResultRow(other, arranged, from);
    }

    ResultRow from(Provenance other) {
        return new ResultRow(header, values, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResultRow row && columns().equals(row.columns()) && from.equals(row.from);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns(), from);
    }

    @Override
    public String toString() {
        return "ResultRow[columns=" + columns() + ", from=" + from + "]";
    }
}
