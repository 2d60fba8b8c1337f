package io.outrider.detect;

import io.outrider.rule.Grouping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code stats}: the rows become groups, in the order of their {@code by} values. Without {@code by} there is one group
 * even if there is no row. After Splunk Enterprise 9.4, Search Reference, "stats".
 */
final class StatsStage implements TableStage {

    private final Gathering gathering;

    StatsStage(Grouping.By grouping, int maxValues) {
        gathering = new Gathering(grouping, false, maxValues);
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Map<RowIdentity, RowState> groups = new LinkedHashMap<>();
        boolean cut = false;
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            cut |= gathering.add(groups, row, 0, List.of(), TablePlaces.of(row, i), row.from());
        }
        if (groups.isEmpty() && gathering.hasRowOverNothing()) {
            groups.put(RowKey.NONE, gathering.group(RowKey.NONE));
        }
        List<RowState> sorted = new ArrayList<>(groups.values());
        gathering.sort(sorted);
        List<ResultRow> results = new ArrayList<>(sorted.size());
        for (RowState group : sorted) {
            ResultRow result = group.result(window.closes());
            // Which groups lack a row is not known: it would have to be told apart for each.
            results.add(cut ? result.from(result.from().cut()) : result);
        }
        return results;
    }
}
