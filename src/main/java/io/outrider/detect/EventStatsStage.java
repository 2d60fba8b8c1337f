package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code eventstats}: each row gets the aggregations over its group; a row without one of the {@code by} fields is left as it
 * is. Of a row that is in several groups, for a multivalue field, the last one's values are taken. After Splunk Enterprise
 * 9.4, Search Reference, "eventstats".
 */
final class EventStatsStage implements TableStage {

    private final Gathering gathering;
    private final GroupKeys keys;

    EventStatsStage(Grouping.By grouping, int maxValues) {
        gathering = new Gathering(grouping, false, maxValues);
        keys = new GroupKeys(grouping, maxValues);
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Map<RowKey, GroupState> groups = new HashMap<>();
        List<RowKeys> keysOfRows = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            RowKeys of = keys.of(row);
            keysOfRows.add(of);
            for (RowKey key : of.kept()) {
                groups.computeIfAbsent(key, gathering::group).add(row, TablePlaces.of(row, i), row.from());
            }
        }
        Map<RowKey, Map<String, Value>> computed = new HashMap<>();
        groups.forEach((key, group) -> {
            Map<String, Value> columns = new LinkedHashMap<>();
            group.forEachAggregation(columns::put);
            computed.put(key, columns);
        });
        List<ResultRow> results = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            RowDraft draft = row.draft();
            RowKeys of = keysOfRows.get(i);
            boolean cut = of.cut();
            for (RowKey key : of.kept()) {
                computed.get(key).forEach(draft::set);
                cut |= groups.get(key).truncated();
            }
            results.add(draft.row(cut ? row.from().cut() : row.from()));
        }
        return results;
    }
}
