package io.outrider.detect;

import io.outrider.store.Entry;
import io.outrider.store.RowStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows out of memory where there are too many (decision 20), between batches: so no batch has to take that back. A batch in
 * which the bound is passed is in memory whole, as it was before it was merged.
 */
final class Spill {

    // Of 500 events each, as they are read: at worst every few minutes.
    private static final int MOST_BATCHES_TO_WAIT = 1_000;

    private final @Nullable RowStore store;
    private final RowBudget budget;
    private long tables;
    private @Nullable String obstacle;
    // What other threads may know.
    private volatile boolean full;
    private int batchesToWait;
    private int waited;

    /** @param store where rows go; {@code null} if they are only ever in memory, and the bound is a hard one */
    Spill(@Nullable RowStore store, RowBudget budget) {
        this.store = store;
        this.budget = budget;
        if (store != null) {
            budget.stretch();
        }
    }

    /** Why rows are not moved out of memory; {@code null} if they are, or never were to be. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    /** Whether rows are not moved out of memory because there is no room where they go. Safe for use by any thread. */
    boolean isFull() {
        return full;
    }

    long newTable() {
        return tables++;
    }

    boolean append(long table, Iterator<Entry> entries) {
        return store().append(table, entries);
    }

    Iterator<Entry> entries(long table) {
        return store().entries(table);
    }

    void drop(long table) {
        store().drop(table);
    }

    private RowStore store() {
        if (store == null) {
            throw new IllegalStateException("expected a store of rows, but there is none");
        }
        return store;
    }

    /** Whether rows are to be moved out of memory, as far as there is somewhere to move them. Asked once for each batch. */
    boolean isDue() {
        return store != null && budget.isShort() && ++waited > batchesToWait;
    }

    /**
     * Makes room in memory.
     *
     * @param closed tables that are kept
     * @param open all others
     */
    void relieve(Collection<WindowTable> closed, Collection<WindowTable> open) {
        List<SearchTable> largestFirst = new ArrayList<>();
        closed.forEach(table -> largestFirst.addAll(table.tables()));
        open.forEach(table -> largestFirst.addAll(table.tables()));
        largestFirst.removeIf(table -> table.weight() == 0);
        largestFirst.sort(Comparator.comparingLong(SearchTable::weight).reversed());
        try {
            for (SearchTable table : largestFirst) {
                if (budget.isRelieved()) {
                    break;
                }
                long weight = table.weight();
                boolean all = table.spill(this);
                budget.giveBack(weight - table.weight());
                if (!all) {
                    full = true;
                    refuse("the store of rows is full: raise outrider.grouping.spill.max-size");
                    return;
                }
            }
            obstacle = null;
            full = false;
            batchesToWait = 0;
            budget.stretch();
        } catch (RuntimeException e) {
            // The batch is committed: whatever is wrong with the store, its rows are in memory still.
            full = false;
            refuse(String.valueOf(e.getMessage()));
        }
    }

    // What finds no room from here on is counted and named. To try in vain costs as much as to succeed, so it is tried
    // less
    // and less often.
    private void refuse(String why) {
        obstacle = why;
        budget.harden();
        batchesToWait = Math.min(MOST_BATCHES_TO_WAIT, 1 + 2 * batchesToWait);
        waited = 0;
    }

    /** The rows of the tables are no more. */
    void drop(Iterable<WindowTable> dropped) {
        try {
            for (WindowTable table : dropped) {
                table.tables().forEach(SearchTable::dropSpilled);
                // There may be room again.
                batchesToWait = 0;
            }
        } catch (RuntimeException e) {
            // They take room in the store, and no more than that.
            refuse(String.valueOf(e.getMessage()));
        }
    }
}
