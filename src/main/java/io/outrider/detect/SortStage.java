package io.outrider.detect;

import io.outrider.cim.IpAddress;
import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code sort}: stable; rows without a field come behind those that have it, in either direction. Numbers are ordered as
 * numbers and addresses as addresses; where a column mixes them, numbers come first, then addresses, then texts, since
 * comparing each pair by its own kind gives no order. After Splunk Enterprise 9.4, Search Reference, "sort".
 */
final class SortStage implements TableStage {

    private final Stage.Sort sort;

    SortStage(Stage.Sort sort) {
        this.sort = sort;
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Map<ResultRow, List<@Nullable Sortable>> keys = new IdentityHashMap<>();
        rows.forEach(row -> keys.computeIfAbsent(row, this::keys));
        Comparator<ResultRow> order = (a, b) -> 0;
        for (int i = 0; i < sort.keys().size(); i++) {
            int key = i;
            Comparator<Sortable> direction =
                    sort.keys().get(i).descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
            Comparator<@Nullable Sortable> absentLast = Comparator.nullsLast(direction);
            order = order.thenComparing(row -> keys.get(row).get(key), absentLast);
        }
        List<ResultRow> sorted = new ArrayList<>(rows);
        sorted.sort(order);
        return sort.limit() == 0 || sorted.size() <= sort.limit() ? sorted : sorted.subList(0, sort.limit());
    }

    private List<@Nullable Sortable> keys(ResultRow row) {
        List<@Nullable Sortable> keys = new ArrayList<>(sort.keys().size());
        for (Stage.SortKey key : sort.keys()) {
            Value value = row.get(key.field());
            keys.add(value == null ? null : Sortable.of(value.text(), key.order()));
        }
        return keys;
    }

    /** A value that knows its kind. Exactly one of number and address may be there. */
    private record Sortable(@Nullable Double number, byte @Nullable [] address, String text)
            implements Comparable<Sortable> {

        static Sortable of(String text, Order order) {
            Double number = order == Order.AUTO || order == Order.NUMBER ? Numbers.parse(text) : null;
            boolean maybeAddress = number == null && (order == Order.AUTO || order == Order.IP);
            return new Sortable(number, maybeAddress ? IpAddress.parse(text).orElse(null) : null, text);
        }

        private int kind() {
            return number != null ? 0 : address != null ? 1 : 2;
        }

        @Override
        public int compareTo(Sortable other) {
            if (number != null && other.number != null) {
                return number.compareTo(other.number);
            }
            if (address != null && other.address != null) {
                // Addresses of version 4 before those of version 6.
                return address.length == other.address.length
                        ? Arrays.compareUnsigned(address, other.address)
                        : Integer.compare(address.length, other.address.length);
            }
            return kind() == other.kind() ? text.compareTo(other.text) : Integer.compare(kind(), other.kind());
        }
    }
}
