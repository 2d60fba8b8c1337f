package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a row as a map, in order; not to be changed. */
final class RowColumns extends AbstractMap<String, Value> {

    private final Header header;
    private final @Nullable Value[] values;
    private final int size;

    /** @param values by the header's places; {@code null} for a column that the row lacks */
    RowColumns(Header header, @Nullable Value[] values) {
        this.header = header;
        this.values = values;
        int present = 0;
        for (Value value : values) {
            present += value == null ? 0 : 1;
        }
        size = present;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Value get(@Nullable Object column) {
        int place = column instanceof String name ? header.place(name) : -1;
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return get(column) != null;
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Value>> iterator() {
                return new Present();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Present implements Iterator<Map.Entry<String, Value>> {

        private int next = from(0);

        private int from(int place) {
            int present = place;
            while (present < values.length && values[present] == null) {
                present++;
            }
            return present;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Value> next() {
            Value value = hasNext() ? values[next] : null;
            if (value == null) {
                throw new NoSuchElementException("expected no more than " + size + " columns to be asked for");
            }
            Map.Entry<String, Value> entry = Map.entry(header.names().get(next), value);
            next = from(next + 1);
            return entry;
        }
    }
}
