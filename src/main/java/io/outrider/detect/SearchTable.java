package io.outrider.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one search over one window. Changed under the grouping's lock. */
final class SearchTable {

    private final CompiledSearch search;
    private final Instant closes;
    private Map<RowIdentity, RowState> rows = new HashMap<>();
    private final PendingMatches pending = new PendingMatches();
    private @Nullable SpilledRows spilled;
    private long weight;

    /** @param closes first moment behind the window */
    SearchTable(CompiledSearch search, Instant closes) {
        this.search = search;
        this.closes = closes;
    }

    /**
     * Merges a batch's rows; the states of the delta are the table's afterwards.
     *
     * @param touched receives the rows that were merged into
     * @return the number of events that are in no row because there is no room for one
     */
    long merge(SearchDelta delta, RowBudget budget, UndoLog undo, List<RowState> touched) {
        return merge(delta.states().values(), budget, undo, touched) + keep(delta.pending(), budget, undo);
    }

    private long merge(Iterable<RowState> delta, RowBudget budget, UndoLog undo, List<RowState> touched) {
        long refused = 0;
        for (RowState more : delta) {
            RowState row = rows.get(more.key());
            if (row != null) {
                long before = row.weight();
                row.merge(more, undo);
                grow(row.weight() - before, budget, undo);
                touched.add(row);
            } else if (budget.take(more.weight(), undo)) {
                put(more, undo);
                touched.add(more);
            } else {
                refused += more.count();
            }
        }
        return refused;
    }

    /** A row that is there takes more: it is not refused what others brought it. */
    private void grow(long more, RowBudget budget, UndoLog undo) {
        if (more != 0) {
            budget.giveBack(-more, undo);
            weigh(more, undo);
        }
    }

    private void put(RowState row, UndoLog undo) {
        rows.put(row.key(), row);
        undo.add(() -> rows.remove(row.key()));
        weigh(row.weight(), undo);
    }

    private void weigh(long more, UndoLog undo) {
        weight += more;
        undo.add(() -> weight -= more);
    }

    /** A match that is pending takes as much of the bound as the row that it may become. */
    private long keep(List<PendingMatch> more, RowBudget budget, UndoLog undo) {
        if (more.isEmpty()) {
            return 0;
        }
        if (!budget.take(more.size(), undo)) {
            // Their groups may be fewer.
            group(budget, undo);
            return merge(grouped(more, null).values(), budget, undo, new ArrayList<>());
        }
        weigh(more.size(), undo);
        pending.add(more, undo);
        if (pending.areWorthGrouping(search)) {
            group(budget, undo);
        }
        return 0;
    }

    private void group(RowBudget budget, UndoLog undo) {
        List<PendingMatch> all = pending.take(undo);
        budget.giveBack(all.size(), undo);
        weigh(-all.size(), undo);
        // There is room for them: they are not more than what was given back.
        merge(grouped(all, null).values(), budget, undo, new ArrayList<>());
    }

    private Map<RowIdentity, RowState> grouped(List<PendingMatch> matches, @Nullable WantedGroups wanted) {
        Map<RowIdentity, RowState> states = new LinkedHashMap<>();
        search.add(states, matches, wanted, closes);
        return states;
    }

    /**
     * The rows, in order.
     *
     * @param wanted the groups that are; {@code null} for all
     * @param undo takes back what this does to the rows, once they have been looked at
     */
    SortedRows sorted(@Nullable WantedGroups wanted, UndoLog undo) {
        SpilledRows elsewhere = spilled;
        List<RowState> inMemory = inMemory(wanted, elsewhere, undo);
        if (elsewhere != null && elsewhere.hasRows()) {
            boolean inOrder =
                    search.gathering().isGrouped() || search.gathering().inOrder();
            return new MergedRows(elsewhere, inMemory, wanted, inOrder);
        }
        search.gathering().sort(inMemory);
        return SortedRows.of(inMemory);
    }

    /** What of the rows is in memory or is grouped only now. */
    private List<RowState> inMemory(@Nullable WantedGroups wanted, @Nullable SpilledRows elsewhere, UndoLog undo) {
        Map<RowIdentity, RowState> grouped = grouped(pending.all(), wanted);
        if (elsewhere != null && elsewhere.hasPending()) {
            // Those that are wanted are few; of all there may be more than are to be in memory.
            if (wanted != null
                    || !elsewhere.groupPending(some -> grouped(some, null).values())) {
                elsewhere.forEachPending(some -> search.add(grouped, some, wanted, closes));
            }
        }
        List<RowState> states = new ArrayList<>(wanted == null ? rows.values() : wanted(wanted));
        grouped.forEach((key, state) -> {
            RowState row = rows.get(key);
            if (row == null) {
                states.add(state);
            } else {
                row.merge(state, undo);
            }
        });
        return states;
    }

    private List<RowState> wanted(WantedGroups wanted) {
        List<RowState> states = new ArrayList<>();
        for (RowState state : rows.values()) {
            if (!(state.key() instanceof RowKey key) || wanted.has(key)) {
                states.add(state);
            }
        }
        return states;
    }

    /** No fewer rows than there are. */
    long mostRows() {
        return rows.size() + pending.all().size() + (spilled == null ? 0 : spilled.added());
    }

    boolean isEmpty() {
        return rows.isEmpty() && pending.isEmpty() && (spilled == null || spilled.isEmpty());
    }

    /**
     * Moves what is in memory to the store. Not to be taken back: called between batches.
     *
     * @return false if there was no room for all of it
     */
    boolean spill(Spill spill) {
        SpilledRows elsewhere = spilled == null ? new SpilledRows(spill, search) : spilled;
        spilled = elsewhere;
        if (!elsewhere.addPending(pending.all())) {
            return false;
        }
        weight -= pending.all().size();
        pending.clear();
        if (!elsewhere.add(rows.values())) {
            return false;
        }
        rows = new HashMap<>();
        weight = 0;
        return true;
    }

    /** The rows are no more: nor are those in the store. Not to be taken back: called between batches. */
    void dropSpilled() {
        if (spilled != null) {
            spilled.drop();
        }
    }

    /** How much of the bound on rows it takes. */
    long weight() {
        return weight;
    }
}
