package io.outrider.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result table of one detection over one window, and what was said of its rows. Changed under the grouping's lock. */
public final class WindowTable {

    private final WindowKey key;
    private CompiledRule rule;
    private final Instant end;
    private final Map<RowKey, RowState> rows = new HashMap<>();
    private final Map<RowKey, Emission> emissions = new HashMap<>();
    private final boolean incomplete;
    private final Map<String, Emission> inherited;
    private boolean superseded;
    private @Nullable Instant lastClosed;

    WindowTable(WindowKey key, CompiledRule rule, Instant end) {
        this(key, rule, end, false, Map.of());
    }

    /**
     * A table for a window that began before its rule did.
     *
     * @param incomplete whether the window may have had events that the rule did not see
     * @param inherited what was last said of the window's rows under an earlier plan, by the alerts' ids
     */
    WindowTable(WindowKey key, CompiledRule rule, Instant end, boolean incomplete, Map<String, Emission> inherited) {
        this.key = key;
        this.rule = rule;
        this.end = end;
        this.incomplete = incomplete;
        this.inherited = inherited;
    }

    public WindowKey key() {
        return key;
    }

    Instant end() {
        return end;
    }

    CompiledRule rule() {
        return rule;
    }

    /** Goes on under a rule with another tail. */
    void become(CompiledRule other, UndoLog undo) {
        CompiledRule before = rule;
        undo.add(() -> rule = before);
        rule = other;
    }

    /** Ends: no rule gathers such rows any more. */
    void supersede(UndoLog undo) {
        undo.add(() -> superseded = false);
        superseded = true;
    }

    boolean isSuperseded() {
        return superseded;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    /** What was last said under an earlier plan of the row whose alert has this id; {@code null} if nothing was. */
    @Nullable
    Emission inherited(String alertId) {
        return inherited.get(alertId);
    }

    /** What was last said of all rows, also under earlier plans, by the alerts' ids. */
    Map<String, Emission> lastWords() {
        Map<String, Emission> words = new HashMap<>(inherited);
        emissions.values().forEach(emission -> words.put(emission.alert().id(), emission));
        return words;
    }

    /** When, in wall-clock time, the window was last closed; {@code null} if it never was. */
    @Nullable
    Instant lastClosed() {
        return lastClosed;
    }

    void closedAt(@Nullable Instant moment) {
        lastClosed = moment;
    }

    /** Merges a batch's rows; the states of the delta are the table's afterwards. */
    List<RowState> merge(WindowDelta delta, UndoLog undo) {
        List<RowState> touched = new ArrayList<>(delta.rows().size());
        delta.rows().forEach((rowKey, more) -> {
            RowState row = rows.get(rowKey);
            if (row == null) {
                row = more;
                rows.put(rowKey, more);
                undo.add(() -> rows.remove(rowKey));
            } else {
                row.merge(more, undo);
            }
            touched.add(row);
        });
        return touched;
    }

    /** All rows, by their keys (decision 7: rows of tstats are ordered by their {@code by} values). */
    List<RowState> sortedRows() {
        List<RowState> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(RowState::key));
        return sorted;
    }

    @Nullable
    Emission emission(RowKey rowKey) {
        return emissions.get(rowKey);
    }

    void emit(RowKey rowKey, Emission emission, UndoLog undo) {
        Emission before = emissions.put(rowKey, emission);
        undo.add(() -> {
            if (before == null) {
                emissions.remove(rowKey);
            } else {
                emissions.put(rowKey, before);
            }
        });
    }
}
