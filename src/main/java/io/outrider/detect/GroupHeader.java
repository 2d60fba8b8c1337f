package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a grouping's rows: its keys, then its aggregations. Of keys with one column the last one's value counts. */
final class GroupHeader {

    private final List<String> keys;
    private final Header header;
    private final int[] places;
    private final boolean distinct;

    GroupHeader(Grouping.By grouping) {
        keys = grouping.keys().stream().map(Grouping.Key::column).toList();
        Set<String> columns = new LinkedHashSet<>(keys);
        distinct = columns.size() == keys.size();
        grouping.aggregations().forEach(aggregation -> columns.add(aggregation.column()));
        header = new Header(List.copyOf(columns));
        places = keys.stream().mapToInt(header::place).toArray();
    }

    Header header() {
        return header;
    }

    /** The values of a group's row as far as its key tells them, by the header's places. */
    @Nullable
    Value[] values(RowKey key) {
        @Nullable Value[] values = new @Nullable Value[header.size()];
        for (int i = 0; i < places.length; i++) {
            values[places[i]] = Value.of(key.value(i));
        }
        return values;
    }

    /** The values of a group's key, by column. */
    Map<String, String> by(RowKey key) {
        if (distinct) {
            return new KeyColumns(keys, key);
        }
        Map<String, String> by = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            by.put(keys.get(i), key.value(i));
        }
        return by;
    }
}
