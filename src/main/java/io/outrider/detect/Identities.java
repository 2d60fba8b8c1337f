package io.outrider.detect;

import io.outrider.alert.AlertId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the rows of a window their alerts (decision 9): a row is told from others by the values that it was last grouped
 * by; where rows have these in common, or nothing groups them, by all that it holds but counts and times.
 */
final class Identities {

    private Identities() {}

    /** The rows by their alerts' ids, in order. Rows that nothing tells apart are one, the first, with the events of all. */
    static Map<String, ResultRow> of(WindowKey window, CompiledRule rule, List<ResultRow> rows) {
        Map<Map<String, String>, Integer> groups = new HashMap<>();
        for (ResultRow row : rows) {
            if (row.from().by() != null) {
                groups.merge(row.from().by(), 1, Integer::sum);
            }
        }
        Map<String, ResultRow> byId = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            Map<String, String> by = row.from().by();
            String id = by != null && groups.get(by) == 1
                    ? AlertId.of(window.detectionId(), window.start(), by)
                    : AlertId.ofRow(window.detectionId(), window.start(), row.columns(), rule.changing());
            byId.merge(id, row, (first, other) -> first.from(first.from().with(other.from())));
        }
        return byId;
    }
}
