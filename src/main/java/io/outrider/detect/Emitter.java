package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.alert.AlertId;
import io.outrider.rule.Grouping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Decides what a table has to say: which of its rows are new, changed or gone since they were last sent (decisions 8, 9). */
final class Emitter {

    private final UndoLog undo;
    private final Consumer<Alert> alerts;
    private final Consumer<RuleFailure> failures;

    Emitter(UndoLog undo, Consumer<Alert> alerts, Consumer<RuleFailure> failures) {
        this.undo = undo;
        this.alerts = alerts;
        this.failures = failures;
    }

    /** Sends those of the rows that pass the tail and were never sent. */
    void firstMatches(WindowTable table, List<RowState> touched) {
        for (RowState row : touched) {
            if (table.emission(row.key()) == null) {
                review(table, row, table.isIncomplete());
            }
        }
    }

    /**
     * Sends what the new tail of a window that stays open changes of what was sent.
     *
     * @param first whether rows go out before the window closes
     */
    void revise(WindowTable table, boolean first) {
        for (RowState row : table.sortedRows()) {
            if (first || table.emission(row.key()) != null) {
                review(table, row, table.isIncomplete());
            }
        }
    }

    /**
     * Sends what the closed window has to say beyond what was sent.
     *
     * @param partial whether the window closes before its time
     */
    void close(WindowTable table, boolean partial) {
        table.sortedRows().forEach(row -> review(table, row, partial));
    }

    private void review(WindowTable table, RowState row, boolean partial) {
        ResultRow result;
        try {
            result = table.rule().result(row, table.end());
        } catch (RuntimeException | StackOverflowError e) {
            // Nothing is known of the row now: what was last said of it stands.
            failures.accept(
                    RuleFailure.of(table.rule(), table.key() + " " + row.key().values(), e));
            return;
        }
        Emission last = table.emission(row.key());
        if (result != null) {
            send(table, row, result, partial);
        } else if (last != null && last.isOpen()) {
            sendClose(table, row.key(), last.alert());
        }
    }

    private void send(WindowTable table, RowState row, ResultRow result, boolean partial) {
        Emission before = table.emission(row.key());
        String id = before == null ? id(table, row.key()) : before.alert().id();
        before = before == null ? table.inherited(id) : before;
        Alert alert = before == null
                ? alert(table, row, result, id, 0, Activity.CREATE, partial)
                : alert(table, row, result, id, before.nextRevision(), Activity.UPDATE, partial);
        if (before == null || !sameContent(before.alert(), alert)) {
            table.emit(row.key(), new Emission(alert), undo);
            alerts.accept(alert);
        }
    }

    private void sendClose(WindowTable table, RowKey rowKey, Alert last) {
        Alert alert = new Alert(
                last.id(),
                last.revision() + 1,
                Activity.CLOSE,
                last.detection(),
                last.windowStart(),
                last.windowEnd(),
                last.partial(),
                last.truncated(),
                last.firstTime(),
                last.lastTime(),
                last.count(),
                last.row());
        table.emit(rowKey, new Emission(alert), undo);
        alerts.accept(alert);
    }

    private static boolean sameContent(Alert before, Alert now) {
        return before.activity() != Activity.CLOSE
                && before.partial() == now.partial()
                && before.truncated() == now.truncated()
                && before.count() == now.count()
                && before.firstTime().equals(now.firstTime())
                && before.lastTime().equals(now.lastTime())
                && before.row().equals(now.row());
    }

    private static Alert alert(
            WindowTable table,
            RowState row,
            ResultRow result,
            String id,
            int revision,
            Activity activity,
            boolean partial) {
        return new Alert(
                id,
                revision,
                activity,
                table.rule().rule().about(),
                table.key().start(),
                table.end(),
                partial,
                row.truncated(),
                row.first(),
                row.last(),
                row.count(),
                result.columns());
    }

    private static String id(WindowTable table, RowKey rowKey) {
        List<Grouping.Key> keys = table.rule().rule().grouping().keys();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i).column(), rowKey.values().get(i));
        }
        return AlertId.of(table.key().detectionId(), table.key().start(), values);
    }
}
