package io.outrider.detect;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code streamstats}: each row gets the aggregations over the rows of its group up to it. A {@code window} is one over all
 * rows, of which those of the group count: {@code global} is true by default. After Splunk Enterprise 9.4, Search Reference,
 * "streamstats".
 */
final class StreamStatsStage implements TableStage {

    private final boolean current;
    private final int window;
    private final Gathering gathering;
    private final GroupKeys keys;

    StreamStatsStage(Stage.StreamStats stage, int maxValues) {
        current = stage.current();
        window = stage.window();
        gathering = new Gathering(stage.grouping(), false, maxValues);
        keys = new GroupKeys(stage.grouping(), maxValues);
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows closing) {
        Map<RowKey, GroupState> all = new HashMap<>();
        List<RowKeys> keysOfRows = rows.stream().map(keys::of).toList();
        List<ResultRow> results = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            RowDraft draft = row.draft();
            RowKeys of = keysOfRows.get(i);
            boolean cut = of.cut();
            for (RowKey key : of.kept()) {
                GroupState group = window == 0 ? upTo(all, key, row, i) : within(rows, keysOfRows, key, i);
                group.forEachAggregation(draft::set);
                cut |= group.truncated();
                if (window == 0 && !current) {
                    add(group, row, i);
                }
            }
            results.add(draft.row(cut ? row.from().cut() : row.from()));
        }
        return results;
    }

    private GroupState upTo(Map<RowKey, GroupState> all, RowKey key, ResultRow row, int position) {
        GroupState group = all.computeIfAbsent(key, gathering::group);
        if (current) {
            add(group, row, position);
        }
        return group;
    }

    private GroupState within(List<ResultRow> rows, List<RowKeys> keysOfRows, RowKey key, int position) {
        GroupState group = gathering.group(key);
        int last = current ? position : position - 1;
        for (int i = Math.max(0, last - window + 1); i <= last; i++) {
            if (i == position || keysOfRows.get(i).kept().contains(key)) {
                add(group, rows.get(i), i);
            }
        }
        return group;
    }

    private static void add(GroupState group, ResultRow row, int position) {
        group.add(row, TablePlaces.of(row, position), row.from());
    }
}
