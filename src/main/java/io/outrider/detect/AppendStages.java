package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;

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
        Header nothing = new Header(List.of());
        return (rows, window) -> {
            List<ResultRow> others = window.of(other);
            List<ResultRow> merged = new ArrayList<>(Math.max(rows.size(), others.size()));
            for (int i = 0; i < rows.size() || i < others.size(); i++) {
                if (i >= others.size()) {
                    merged.add(rows.get(i));
                } else {
                    Provenance from = others.get(i).from();
                    RowDraft draft = i < rows.size() ? rows.get(i).draft() : new RowDraft(nothing, new Value[0], from);
                    others.get(i).columns().forEach((name, value) -> {
                        if (!name.startsWith("_") && (overwrite || draft.get(name) == null)) {
                            draft.set(name, value);
                        }
                    });
                    merged.add(draft.row(i < rows.size() ? rows.get(i).from().with(from) : from));
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
