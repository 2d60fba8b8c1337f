package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code append}, {@code appendcols} and {@code appendpipe}, after Splunk Enterprise 9.4, Search Reference. */
final class AppendStages {

    private AppendStages() {}

    /** The rows of another search behind those that are there. @param other number of the search */
    static TableStage append(int other) {
        return (rows, window) -> concat(rows, window.of(other));
    }

    /** Behind the rows, what the stages make of them. */
    static TableStage pipe(List<TableStage> stages) {
        return (rows, window) -> {
            List<ResultRow> more = rows;
            for (TableStage stage : stages) {
                more = stage.apply(more, window);
            }
            return concat(rows, more);
        };
    }

    /**
     * The first row gets the columns of the first row of the other search, and so on; internal ones, whose names begin with
     * {@code _}, are left out. What the other has more are rows of their own.
     *
     * @param other number of the search
     * @param overwrite whether the other's value replaces the row's
     */
    static TableStage columns(int other, boolean overwrite) {
        return (rows, window) -> {
            List<ResultRow> others = window.of(other);
            List<ResultRow> merged = new ArrayList<>(Math.max(rows.size(), others.size()));
            for (int i = 0; i < rows.size() || i < others.size(); i++) {
                if (i >= others.size()) {
                    merged.add(rows.get(i));
                } else {
                    Map<String, Value> columns = i < rows.size() ? rows.get(i).copy() : new LinkedHashMap<>();
                    others.get(i).columns().forEach((name, value) -> {
                        if (!name.startsWith("_") && (overwrite || !columns.containsKey(name))) {
                            columns.put(name, value);
                        }
                    });
                    Provenance from = i < rows.size()
                            ? rows.get(i).from().with(others.get(i).from())
                            : others.get(i).from();
                    merged.add(ResultRow.owning(columns, from));
                }
            }
            return merged;
        };
    }

    private static List<ResultRow> concat(List<ResultRow> rows, List<ResultRow> more) {
        List<ResultRow> all = new ArrayList<>(rows.size() + more.size());
        all.addAll(rows);
        all.addAll(more);
        return all;
    }
}
