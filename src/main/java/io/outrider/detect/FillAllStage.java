package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code fillnull} without fields: each row gets the value for the fields that only others have. After Splunk Enterprise
 * 9.4, Search Reference, "fillnull".
 *
 * @param value of each that is absent
 */
record FillAllStage(String value) implements TableStage {

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.columns().keySet()));
        Value filling = Value.of(value);
        List<ResultRow> filled = new ArrayList<>(rows.size());
        for (ResultRow row : rows) {
            RowDraft draft = row.draft();
            for (String name : names) {
                if (draft.get(name) == null) {
                    draft.set(name, filling);
                }
            }
            filled.add(draft.row());
        }
        return filled;
    }
}
