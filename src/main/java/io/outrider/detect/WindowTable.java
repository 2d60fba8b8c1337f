package io.outrider.detect;

import io.outrider.cim.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one detection's searches over one window, and what was said of its rows. Changed under the grouping's lock.
 */
public final class WindowTable {

    private final WindowKey key;
    private CompiledRule rule;
    private final Instant end;
    private final List<SearchTable> tables = new ArrayList<>(1);
    private final Map<String, List<Event>> risk = new TreeMap<>();
    private final Map<String, Emission> emissions = new HashMap<>();
    private boolean incomplete;
    private final Map<String, Emission> inherited;
    private boolean superseded;
    private @Nullable Instant lastClosed;
    private boolean overflowed;

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
        rule.searches().forEach(search -> tables.add(new SearchTable(search, end)));
    }

    public WindowKey key() {
        return key;
    }

    Instant end() {
        return end;
    }

    WindowSpan span() {
        return new WindowSpan(key.start(), end);
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

    /** The window has rows that are not in the table. */
    void lackRows() {
        incomplete = true;
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
        words.putAll(emissions);
        return words;
    }

    /** How many alerts there may be of its rows. */
    int alerts() {
        return inherited.size() + emissions.size();
    }

    /** When, in wall-clock time, the window was last closed; {@code null} if it never was. */
    @Nullable
    Instant lastClosed() {
        return lastClosed;
    }

    void closedAt(@Nullable Instant moment) {
        lastClosed = moment;
    }

    /** Goes on where an earlier process ended. */
    void resume(boolean overflowedBefore, @Nullable Instant lastClosedBefore) {
        overflowed = overflowedBefore;
        lastClosed = lastClosedBefore;
    }

    /** Merges a batch's rows; the states of the delta are the table's afterwards. */
    Merged merge(WindowDelta delta, RowBudget budget, UndoLog undo) {
        List<RowState> touched = new ArrayList<>();
        long refused = 0;
        for (int search = 0; search < tables.size(); search++) {
            List<RowState> ofSearch = search == 0 ? touched : new ArrayList<>();
            refused += tables.get(search).merge(delta.of(search), budget, undo, ofSearch);
        }
        boolean first = refused > 0 && !overflowed;
        if (first) {
            overflowed = true;
            undo.add(() -> overflowed = false);
        }
        return new Merged(touched, refused, first);
    }

    /**
     * What a merge did.
     *
     * @param touched rows of the detection's own search that were merged into
     * @param refused number of events that are in no row because there was no room for it
     * @param overflows whether this is the first time that there was none
     */
    record Merged(List<RowState> touched, long refused, boolean overflows) {}

    /** Whether events are missing because there was no room for their rows. */
    boolean overflowed() {
        return overflowed;
    }

    /**
     * Puts the risk of an alert in the place of what there was of it.
     *
     * @return whether that changes anything
     */
    boolean putRisk(String alertId, List<Event> events, UndoLog undo) {
        List<Event> before = events.isEmpty() ? risk.remove(alertId) : risk.put(alertId, events);
        undo.add(() -> {
            if (before == null) {
                risk.remove(alertId);
            } else {
                risk.put(alertId, before);
            }
        });
        return !events.equals(before == null ? List.of() : before);
    }

    /** The risk of all alerts in the window, in the order of the alerts' ids. */
    List<Event> risk() {
        return risk.values().stream().flatMap(List::stream).toList();
    }

    /** The ids of the alerts whose risk the window holds. */
    Set<String> riskAlerts() {
        return risk.keySet();
    }

    /**
     * The rows of a search, in order (decision 7).
     *
     * @param search its number
     * @param wanted the groups that are; {@code null} for all
     * @param undo takes back what this does to them, once they have been looked at
     */
    SortedRows sortedRows(int search, @Nullable WantedGroups wanted, UndoLog undo) {
        return tables.get(search).sorted(wanted, undo);
    }

    /** Of its searches, by their numbers. */
    List<SearchTable> tables() {
        return tables;
    }

    /** Whether nothing was gathered for a search. @param search its number */
    boolean isWithoutRows(int search) {
        return tables.get(search).isEmpty();
    }

    /** How much of the bound on rows it takes. */
    long weight() {
        return tables.stream().mapToLong(SearchTable::weight).sum();
    }

    /** @param alertId of the row */
    @Nullable
    Emission emission(String alertId) {
        return emissions.get(alertId);
    }

    /** What was last said of the alerts that are not closed and have none of these ids, in the order of theirs. */
    Map<String, Emission> openWithout(Set<String> ids) {
        Map<String, Emission> open = new TreeMap<>();
        emissions.forEach((id, last) -> {
            if (last.isOpen() && !ids.contains(id)) {
                open.put(id, last);
            }
        });
        return open;
    }

    void emit(String alertId, Emission emission, UndoLog undo) {
        Emission before = emissions.put(alertId, emission);
        undo.add(() -> {
            if (before == null) {
                emissions.remove(alertId);
            } else {
                emissions.put(alertId, before);
            }
        });
    }
}
