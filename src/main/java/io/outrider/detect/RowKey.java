package io.outrider.detect;

import java.util.List;

/** The values of the fields that a row is grouped by, in the order of the grouping's keys. */
record RowKey(List<String> values) implements RowIdentity, Comparable<RowKey> {

    RowKey {
        values = List.copyOf(values);
    }

    @Override
    public int compareTo(RowKey other) {
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            int sign = values.get(i).compareTo(other.values.get(i));
            if (sign != 0) {
                return sign;
            }
        }
        return Integer.compare(values.size(), other.values.size());
    }
}
