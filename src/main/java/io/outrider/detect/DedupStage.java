package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code dedup}: the first rows of each combination of values; rows without one of the fields go, unless {@code keepempty}.
 * With {@code consecutive} only rows that follow each other are told apart. After Splunk Enterprise 9.4, Search Reference,
 * "dedup".
 */
record DedupStage(Stage.Dedup dedup) implements TableStage {

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Map<List<String>, Integer> seen = new HashMap<>();
        List<ResultRow> kept = new ArrayList<>();
        List<String> before = null;
        for (ResultRow row : rows) {
            List<String> key = key(row);
            if (dedup.consecutive() && (key == null || !key.equals(before))) {
                seen.clear();
            }
            before = key;
            if (key == null ? dedup.keepEmpty() : seen.merge(key, 1, Integer::sum) <= dedup.count()) {
                kept.add(row);
            }
        }
        return kept;
    }

    private @Nullable List<String> key(ResultRow row) {
        List<String> key = new ArrayList<>(dedup.fields().size());
        for (String field : dedup.fields()) {
            Value value = row.get(field);
            if (value == null) {
                return null;
            }
            key.add(value.text());
        }
        return key;
    }
}
