package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that is being changed, column by column. To be given up once it was made a row. */
final class RowDraft implements Fields {

    /** More columns than rules name for one row: what they are called the events say. */
    private static final int FEW = 4;

    private final Header header;
    private final @Nullable Value[] values;
    private final Provenance from;
    // Columns that the header lacks; nearly always none, or those of one stage.
    private @Nullable Map<String, Value> more;

    /** @param values by the header's places, which are changed */
    RowDraft(Header header, @Nullable Value[] values, Provenance from) {
        this.header = header;
        this.values = values;
        this.from = from;
    }

    @Override
    public @Nullable Value get(String field) {
        int place = header.place(field);
        if (place >= 0) {
            return values[place];
        }
        return more == null ? null : more.get(field);
    }

    /** Sets a column or, with {@code null}, takes it away. A new one comes behind the others. */
    void set(String column, @Nullable Value value) {
        int place = header.place(column);
        if (place >= 0) {
            values[place] = value;
        } else if (value != null) {
            more = more == null ? new LinkedHashMap<>() : more;
            more.put(column, value);
        } else if (more != null) {
            more.remove(column);
        }
    }

    ResultRow row() {
        return row(from);
    }

    /** The row, of other events than the one that is changed. */
    ResultRow row(Provenance other) {
        if (more == null || more.isEmpty()) {
            return ResultRow.owning(header, values, other);
        }
        @Nullable Value[] all = Arrays.copyOf(values, values.length + more.size());
        int place = values.length;
        for (Value value : more.values()) {
            all[place++] = value;
        }
        return ResultRow.owning(longer(more), all, other);
    }

    private Header longer(Map<String, Value> added) {
        if (added.size() > FEW) {
            return new Header(header.with(List.copyOf(added.keySet())));
        }
        Header longer = header;
        for (String column : added.keySet()) {
            longer = longer.with(column);
        }
        return longer;
    }
}
