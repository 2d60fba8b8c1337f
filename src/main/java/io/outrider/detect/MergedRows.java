package io.outrider.detect;

import io.outrider.store.Entry;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a table of which a part is in the store: read one by one, each merged with what is in memory of it. */
final class MergedRows implements SortedRows {

    private final SpilledRows spilled;
    private final TreeMap<byte[], RowState> memory;
    private final @Nullable WantedGroups wanted;
    private final boolean inOrder;

    /**
     * @param memory the rows, or parts of rows, in memory, which are not changed
     * @param wanted the groups that are, of those in the store; {@code null} for all
     * @param inOrder whether the order of the store is that of the table
     */
    MergedRows(SpilledRows spilled, Collection<RowState> memory, @Nullable WantedGroups wanted, boolean inOrder) {
        this.spilled = spilled;
        this.memory = spilled.byKey(memory);
        this.wanted = wanted;
        this.inOrder = inOrder;
    }

    @Override
    public void forEach(Consumer<RowState> use) {
        Iterator<Map.Entry<byte[], RowState>> inMemory = memory.entrySet().iterator();
        Map.@Nullable Entry<byte[], RowState> next = next(inMemory);
        Iterator<Entry> stored = spilled.rows();
        byte[] key = {};
        RowState row = null;
        while (stored.hasNext()) {
            Entry entry = stored.next();
            if (wanted != null && !wanted.has(spilled.codec().rowKey(entry))) {
                continue;
            }
            if (row != null && Arrays.equals(key, entry.key())) {
                merge(row, spilled.codec().row(entry));
                continue;
            }
            if (row != null) {
                use.accept(row);
            }
            key = entry.key();
            row = spilled.codec().row(entry);
            while (next != null && Arrays.compareUnsigned(next.getKey(), key) < 0) {
                use.accept(next.getValue());
                next = next(inMemory);
            }
            if (next != null && Arrays.equals(next.getKey(), key)) {
                merge(row, next.getValue());
                next = next(inMemory);
            }
        }
        if (row != null) {
            use.accept(row);
        }
        while (next != null) {
            use.accept(next.getValue());
            next = next(inMemory);
        }
    }

    private static Map.@Nullable Entry<byte[], RowState> next(Iterator<Map.Entry<byte[], RowState>> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    // The row was read for this walk alone, so nothing has to be taken back.
    private static void merge(RowState row, RowState more) {
        row.merge(more, new UndoLog());
    }

    @Override
    public boolean isEmpty() {
        return memory.isEmpty() && !spilled.hasRows();
    }

    @Override
    public boolean areInOrder() {
        return inOrder;
    }

    @Override
    public boolean areMany() {
        return true;
    }
}
