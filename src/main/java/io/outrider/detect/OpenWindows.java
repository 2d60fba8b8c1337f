package io.outrider.detect;

import io.outrider.alert.RiskEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The windows that are not closed, of all detections, and which of them wait for nothing more. */
final class OpenWindows {

    // Few enough that what they say is seldom much more than a batch may.
    private static final int DUE_AT_ONCE = 64;

    private final GroupingSettings settings;
    private final RuleSwaps swaps;
    private final UndoLog undo;
    private final TreeMap<WindowSpan, OpenWindow> windows = new TreeMap<>();
    private final Map<WindowKey, WindowTable> tables = new HashMap<>();

    OpenWindows(GroupingSettings settings, RuleSwaps swaps, UndoLog undo) {
        this.settings = settings;
        this.swaps = swaps;
        this.undo = undo;
    }

    /** Remembers that a unit has events in a window. @return whether that is new */
    boolean feed(WindowSpan span, Unit unit) {
        return window(span).feed(unit, undo);
    }

    // An open window that a rolled back batch leaves behind is empty, and goes with the next commit.
    private OpenWindow window(WindowSpan span) {
        return windows.computeIfAbsent(span, s -> new OpenWindow(swaps.count()));
    }

    /** Goes on with a window that an earlier process had open. @param since how often the rules had changed when it began */
    void resume(WindowSpan span, int since) {
        OpenWindow before = windows.get(span);
        if (before == null || since < before.since()) {
            windows.put(span, new OpenWindow(since));
        }
    }

    /** How often the rules had changed when the window began. */
    int since(WindowSpan span) {
        return window(span).since();
    }

    /** Whether the rule began when the window was open already, so that it did not see all of its events. */
    boolean isOlderThan(CompiledRule rule, WindowSpan span) {
        OpenWindow window = windows.get(span);
        return window != null && swaps.isNewer(rule.id(), window.since());
    }

    /** The open table of a key; {@code null} if there is none. */
    @Nullable
    WindowTable table(WindowKey key) {
        return tables.get(key);
    }

    /** All open tables, in no order. */
    Collection<WindowTable> tables() {
        return tables.values();
    }

    /** All open tables as they are now, in their order. */
    List<WindowTable> inOrder() {
        List<WindowTable> all = new ArrayList<>(tables.size());
        windows.values().forEach(window -> all.addAll(window.tables().values()));
        return all;
    }

    Set<WindowKey> keys() {
        return tables.keySet();
    }

    /** Adds a table, unless it is open already. */
    void add(WindowTable table) {
        Map<WindowKey, WindowTable> ofWindow = window(table.span()).tables();
        if (ofWindow.put(table.key(), table) == null) {
            tables.put(table.key(), table);
            undo.add(() -> {
                ofWindow.remove(table.key());
                tables.remove(table.key());
            });
        }
    }

    void remove(WindowTable table) {
        Map<WindowKey, WindowTable> ofWindow = window(table.span()).tables();
        ofWindow.remove(table.key());
        tables.remove(table.key());
        undo.add(() -> {
            ofWindow.put(table.key(), table);
            tables.put(table.key(), table);
        });
    }

    /**
     * Those of the tables that are to be closed now, in their order; not more than some tens at once. Those of detections that
     * read risk come after all others.
     *
     * @param finishing whether all are
     * @param swapping whether those are that no rule gathers for any more
     */
    List<WindowTable> due(Instant now, boolean finishing, boolean swapping) {
        List<WindowTable> readingRisk = new ArrayList<>();
        List<WindowTable> others = new ArrayList<>();
        if (swapping) {
            for (WindowTable table : inOrder()) {
                if (table.isSuperseded()) {
                    (table.rule().readsRisk() ? readingRisk : others).add(table);
                }
            }
        }
        if (!closesNone(finishing)) {
            addEnded(now, finishing, readingRisk, others);
        }
        if (others.isEmpty()) {
            Map<WindowSpan, Boolean> waiting = new HashMap<>();
            readingRisk.removeIf(table ->
                    !finishing && !table.isSuperseded() && waiting.computeIfAbsent(table.span(), this::waitsForRisk));
        }
        return (others.isEmpty() ? readingRisk : others)
                .stream().limit(DUE_AT_ONCE).toList();
    }

    /** The tables of the oldest windows, in their order; those of detections that read risk only where there are no others. */
    List<WindowTable> oldest(int most) {
        List<WindowTable> readingRisk = new ArrayList<>();
        List<WindowTable> others = new ArrayList<>();
        for (OpenWindow window : windows.values()) {
            if (others.size() >= most) {
                break;
            }
            window.tables().values().forEach(table -> (table.rule().readsRisk() ? readingRisk : others).add(table));
        }
        return (others.isEmpty() ? readingRisk : others).stream().limit(most).toList();
    }

    /** Adds tables that wait for no more events. */
    private void addEnded(Instant now, boolean finishing, List<WindowTable> readingRisk, List<WindowTable> others) {
        for (Map.Entry<WindowSpan, OpenWindow> window : windows.entrySet()) {
            // A run over files may have any number: so many are not looked at for each few.
            if (others.size() >= DUE_AT_ONCE) {
                return;
            }
            if (finishing || hasPassed(window.getKey(), window.getValue(), now)) {
                for (WindowTable table : window.getValue().tables().values()) {
                    if (!table.isSuperseded() && (finishing || !waitsForMore(table, now))) {
                        (table.rule().readsRisk() ? readingRisk : others).add(table);
                    }
                }
            }
        }
    }

    // Known without a look at each of the open windows, of which a bounded run may have any number.
    private boolean closesNone(boolean finishing) {
        return settings.bounded() && !finishing;
    }

    /** Whether no event of the window is expected any more. */
    boolean hasPassed(WindowSpan span, Instant now) {
        return hasPassed(span, window(span), now);
    }

    private boolean hasPassed(WindowSpan span, OpenWindow window, Instant now) {
        Instant moment = Moments.plus(span.end(), settings.lateness());
        return window.fedBy().stream().allMatch(unit -> unit.hasPassed(moment, now, settings.idleTimeout()));
    }

    // Late events change a closed window at most once in an update interval (decision 5).
    private boolean waitsForMore(WindowTable table, Instant now) {
        Instant lastClosed = table.lastClosed();
        return lastClosed != null
                && Moments.plus(lastClosed, settings.updateInterval()).isAfter(now);
    }

    // The last time of a row lies in its window, so only windows that overlap this one can still say something of it.
    private boolean waitsForRisk(WindowSpan span) {
        WindowSpan behind = new WindowSpan(span.end(), Instant.MIN);
        return windows.headMap(behind).entrySet().stream()
                .filter(other -> other.getKey().end().isAfter(span.start()))
                .flatMap(other -> other.getValue().tables().values().stream())
                .anyMatch(table -> RiskEvents.areOf(table.rule().rule().about())
                        && !table.rule().readsRisk());
    }

    /**
     * Forgets windows that have passed and have no table. Not to be taken back.
     *
     * @return those
     */
    List<WindowSpan> forgetEmpty(Instant now, boolean finishing) {
        if (closesNone(finishing)) {
            return List.of();
        }
        List<WindowSpan> empty = new ArrayList<>();
        windows.forEach((span, window) -> {
            if (window.tables().isEmpty() && (finishing || hasPassed(span, window, now))) {
                empty.add(span);
            }
        });
        empty.forEach(windows::remove);
        return empty;
    }
}
