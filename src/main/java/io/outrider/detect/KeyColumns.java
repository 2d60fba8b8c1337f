package io.outrider.detect;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values of a group's key by its columns, as a map; not to be changed. */
final class KeyColumns extends AbstractMap<String, String> {

    private final List<String> columns;
    private final RowKey key;

    /** @param columns of the key's values, all different */
    KeyColumns(List<String> columns, RowKey key) {
        this.columns = columns;
        this.key = key;
    }

    @Override
    public int size() {
        return columns.size();
    }

    @Override
    public @Nullable String get(@Nullable Object column) {
        int at = columns.indexOf(column);
        return at < 0 ? null : key.value(at);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return IntStream.range(0, columns.size())
                        .mapToObj(at -> Map.entry(columns.get(at), key.value(at)))
                        .iterator();
            }

            @Override
            public int size() {
                return columns.size();
            }
        };
    }
}
