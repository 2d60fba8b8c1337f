package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.util.ArrayList;
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
        Map<RowIdentity, RowState> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            gathering.add(groups, row, 0, List.of(), TablePlaces.of(row, i), row.from());
        }
        Map<RowIdentity, Map<String, Value>> computed = new LinkedHashMap<>();
        groups.forEach((key, group) -> {
            Map<String, Value> columns = new LinkedHashMap<>();
            ((GroupState) group).putAggregations(columns);
            computed.put(key, columns);
        });
        List<ResultRow> results = new ArrayList<>(rows.size());
        for (ResultRow row : rows) {
            Map<String, Value> columns = row.copy();
            RowKeys of = keys.of(row);
            boolean cut = of.cut();
            for (RowKey key : of.kept()) {
                columns.putAll(computed.get(key));
                cut |= groups.get(key).truncated();
            }
            results.add(ResultRow.owning(columns, cut ? row.from().cut() : row.from()));
        }
        return results;
    }
}
