package io.outrider.detect;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the fields that a row is grouped by, in the order of the grouping's keys. Knows its hash: it is looked up in the
 * tables of a batch, of a window, and of a tail.
 */
final class RowKey implements RowIdentity, Comparable<RowKey> {

    /** Of a grouping by nothing. */
    static final RowKey NONE = new RowKey();

    private final String[] values;
    private final int hash;

    private RowKey(String... owned) {
        values = owned;
        hash = Arrays.hashCode(owned);
    }

    RowKey(List<String> values) {
        this(values.toArray(String[]::new));
    }

    /** @param values which nobody changes any more: they are not copied */
    static RowKey owning(String[] values) {
        return new RowKey(values);
    }

    List<String> values() {
        return List.of(values);
    }

    /** The value of a key. @param key its place in the grouping */
    String value(int key) {
        return values[key];
    }

    @Override
    public int compareTo(RowKey other) {
        return Arrays.compare(values, other.values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey key && hash == key.hash && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
