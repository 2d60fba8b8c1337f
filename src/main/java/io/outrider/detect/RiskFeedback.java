package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives alerts back to the detections that read the data model Risk (decision 13). What an alert last said takes the place of
 * what it said before; see {@code docs/design/risk.md}. Works inside the batch that the alert is of: its tables, its undoing.
 */
final class RiskFeedback {

    private final RiskEvents riskEvents;
    private final Windows windows;
    private RiskReaders readers;
    private final UndoLog undo;
    /** The windows that hold risk of an alert, by the alert's id; forgotten with the windows. */
    private final Map<String, List<WindowKey>> placed = new HashMap<>();

    RiskFeedback(RiskEvents riskEvents, Windows windows, UndoLog undo) {
        this.riskEvents = riskEvents;
        this.windows = windows;
        readers = new RiskReaders(List.of(), riskEvents);
        this.undo = undo;
    }

    /** The tables of the windows, as {@link WindowGrouping} has them. */
    interface Windows {

        /** The table of a window that takes more; a new one if there is none. */
        WindowTable table(CompiledRule rule, WindowSpan span);

        /** Keeps a table that was changed as open. */
        void keep(WindowTable table);

        /** Whether the window is kept no more; then the alert is set aside. */
        boolean isForgotten(CompiledRule rule, WindowSpan span, Alert alert);
    }

    /** @param reading all rules that read Risk */
    void take(Alert alert, List<CompiledRule> reading) {
        if (readers.all() != reading) {
            readers = new RiskReaders(reading, riskEvents);
        }
        List<CompiledRule> mayRead = readers.of(alert.detection());
        List<WindowKey> before = placed.getOrDefault(alert.id(), List.of());
        if (before.isEmpty() && mayRead.isEmpty()) {
            return;
        }
        List<Event> events = mayRead.isEmpty() ? List.of() : riskEvents.of(alert);
        List<WindowKey> now = new ArrayList<>();
        // What was placed before may be with others: they were edited since.
        for (CompiledRule rule : before.isEmpty() ? mayRead : reading) {
            List<Event> read = events.stream().filter(rule::readsRisk).toList();
            WindowSpan span = rule.windows().span(alert.lastTime());
            WindowKey key = new WindowKey(rule.id(), span.start());
            for (WindowKey other : before) {
                if (other.detectionId().equals(rule.id()) && (read.isEmpty() || !other.equals(key))) {
                    put(rule, rule.windows().span(other.start()), alert, List.of());
                }
            }
            if (!read.isEmpty() && !windows.isForgotten(rule, span, alert)) {
                put(rule, span, alert, read);
                now.add(key);
            }
        }
        place(alert.id(), now);
    }

    private void put(CompiledRule rule, WindowSpan span, Alert alert, List<Event> events) {
        WindowTable table = windows.table(rule, span);
        if (table.putRisk(alert.id(), events, undo)) {
            windows.keep(table);
        }
    }

    private void place(String alertId, List<WindowKey> keys) {
        List<WindowKey> before = keys.isEmpty() ? placed.remove(alertId) : placed.put(alertId, keys);
        undo.add(() -> {
            if (before == null) {
                placed.remove(alertId);
            } else {
                placed.put(alertId, before);
            }
        });
    }

    /** The window is kept no more. Not to be taken back: called between batches. */
    void forget(WindowTable table) {
        table.riskAlerts().forEach(placed::remove);
    }
}
