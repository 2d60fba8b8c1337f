package io.outrider.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A plain store in memory, with room for so many entries: the twin of the one in a file. */
public final class MemoryRowStore implements RowStore {

    private final Map<Long, NavigableMap<byte[], List<Entry>>> tables = new TreeMap<>();
    private final long most;
    private long appended;

    public MemoryRowStore() {
        this(Long.MAX_VALUE);
    }

    public MemoryRowStore(long most) {
        this.most = most;
    }

    /** How many entries were ever added. */
    public long appended() {
        return appended;
    }

    /** How many entries there are. */
    public long size() {
        return tables.values().stream()
                .flatMap(table -> table.values().stream())
                .mapToLong(List::size)
                .sum();
    }

    @Override
    public boolean append(long table, Iterator<Entry> entries) {
        List<Entry> all = new ArrayList<>();
        entries.forEachRemaining(all::add);
        if (size() + all.size() > most) {
            return false;
        }
        NavigableMap<byte[], List<Entry>> of =
                tables.computeIfAbsent(table, t -> new TreeMap<>(Arrays::compareUnsigned));
        all.forEach(entry ->
                of.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
        appended += all.size();
        return true;
    }

    @Override
    public Iterator<Entry> entries(long table) {
        return tables.getOrDefault(table, new TreeMap<>()).values().stream()
                .flatMap(List::stream)
                .toList()
                .iterator();
    }

    @Override
    public void drop(long table) {
        tables.remove(table);
    }

    @Override
    public void close() {
        tables.clear();
    }
}
