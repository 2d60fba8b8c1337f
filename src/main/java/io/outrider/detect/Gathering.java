package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A compiled grouping: how the rows of a search become those of its table. Has no state. */
final class Gathering {

    private final Grouping grouping;
    private final @Nullable GroupKeys keys;
    private final boolean inOrder;
    private final @Nullable GroupHeader header;
    private final @Nullable Aggregations aggregations;

    /** @param inOrder whether what is done with the rows depends on their order or number */
    Gathering(Grouping grouping, boolean inOrder, int maxValues) {
        this.grouping = grouping;
        this.inOrder = inOrder;
        keys = grouping instanceof Grouping.By by ? new GroupKeys(by, maxValues) : null;
        header = grouping instanceof Grouping.By by ? new GroupHeader(by) : null;
        aggregations = grouping instanceof Grouping.By by ? Aggregations.compile(by.aggregations(), maxValues) : null;
    }

    /**
     * Adds a row to the states it belongs to, which are looked up or made in the map.
     *
     * @param part which of the rows of its event it is, from 0
     * @param names of the row's fields, read only where it is not known which are needed
     * @return whether it belongs to more rows than one may have, and is in no others
     */
    boolean add(
            Map<RowIdentity, RowState> states,
            Fields row,
            int part,
            Iterable<String> names,
            Place place,
            Provenance from) {
        if (keys == null) {
            PlainKey key = new PlainKey(columns(row, names), inOrder ? place.settled() : null, inOrder ? part : 0);
            states.computeIfAbsent(key, k -> new PlainState(key, place)).add(row, place, from);
            return false;
        }
        RowKeys of = keys.of(row);
        for (RowKey key : of.kept()) {
            states.computeIfAbsent(key, k -> group(key)).add(row, place, from);
        }
        return of.cut();
    }

    private Map<String, Value> columns(Fields row, Iterable<String> names) {
        Map<String, Value> columns = new LinkedHashMap<>();
        Consumer<String> add = name -> {
            Value value = row.get(name);
            if (value != null) {
                columns.put(name, value);
            }
        };
        @Nullable Iterable<String> needed = ((Grouping.Rows) grouping).columns();
        (needed == null ? names : needed).forEach(add);
        return columns;
    }

    GroupState group(RowKey key) {
        return new GroupState(key, header, aggregations);
    }

    /** Whether each row counts for itself, in its place. */
    boolean inOrder() {
        return inOrder;
    }

    /** Whether rows are told apart by what they are grouped by. */
    boolean isGrouped() {
        return keys != null;
    }

    /** By how many values rows are grouped. */
    int keyCount() {
        return grouping.keys().size();
    }

    /** The order of the table: groups by their keys, events by time descending (decision 7). */
    void sort(List<RowState> states) {
        if (keys == null) {
            states.sort(Comparator.comparing(PlainState.class::cast, PlainState.ORDER));
        } else {
            states.sort(Comparator.comparing(state -> (RowKey) state.key()));
        }
    }

    /** Whether there is a row even if nothing is gathered: {@code stats count} gives 0. */
    boolean hasRowOverNothing() {
        return keys != null && grouping.keys().isEmpty();
    }
}
