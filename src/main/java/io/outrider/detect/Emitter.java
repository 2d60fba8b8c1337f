package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** Sends those of the rows that pass the tail, which is row by row, and were never sent. */
    void firstMatches(WindowTable table, List<RowState> touched) {
        WindowEvaluation evaluation = new WindowEvaluation(table, failures);
        List<ResultRow> rows = new ArrayList<>();
        for (RowState state : touched) {
            List<ResultRow> passed = state.announced() ? List.of() : evaluation.rows(state);
            if (!passed.isEmpty()) {
                state.announce(undo);
                rows.addAll(passed);
            }
        }
        Identities.of(table.key(), table.rule(), rows).forEach((id, row) -> {
            if (table.emission(id) == null) {
                send(table, id, row, table.isIncomplete());
            }
        });
    }

    /**
     * Sends what the new tail of a window that stays open changes of what was sent.
     *
     * @param first whether rows go out before the window closes
     */
    void revise(WindowTable table, boolean first) {
        review(table, table.isIncomplete(), first);
    }

    /**
     * Sends what the closed window has to say beyond what was sent.
     *
     * @param partial whether the window closes before its time
     */
    void close(WindowTable table, boolean partial) {
        review(table, partial, true);
    }

    /** @param create whether what was never sent goes out too */
    private void review(WindowTable table, boolean partial, boolean create) {
        WindowEvaluation evaluation = new WindowEvaluation(table, failures);
        Map<String, ResultRow> rows = Identities.of(table.key(), table.rule(), evaluation.rows());
        rows.forEach((id, row) -> {
            if (create || table.emission(id) != null) {
                send(table, id, row, partial);
            }
        });
        if (evaluation.failed()) {
            // Nothing is known of some rows now: what was last said of them stands.
            return;
        }
        table.openWithout(rows.keySet()).forEach((id, last) -> sendClose(table, id, last.alert()));
    }

    private void send(WindowTable table, String id, ResultRow row, boolean partial) {
        Emission before = table.emission(id) == null ? table.inherited(id) : table.emission(id);
        Alert alert = before == null
                ? alert(table, id, row, 0, Activity.CREATE, partial)
                : alert(table, id, row, before.nextRevision(), Activity.UPDATE, partial);
        if (before == null || !sameContent(before.alert(), alert)) {
            table.emit(id, new Emission(alert), undo);
            alerts.accept(alert);
        }
    }

    private void sendClose(WindowTable table, String id, Alert last) {
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
        table.emit(id, new Emission(alert), undo);
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
            WindowTable table, String id, ResultRow row, int revision, Activity activity, boolean partial) {
        Provenance from = row.from();
        // A row that no event counts in, of a lookup table for example, is as old as its window.
        @Nullable Instant none = from.count() == 0 ? table.key().start() : null;
        return new Alert(
                id,
                revision,
                activity,
                table.rule().rule().about(),
                table.key().start(),
                table.end(),
                partial || table.overflowed(),
                from.truncated(),
                none == null ? from.first() : none,
                none == null ? from.last() : none,
                from.count(),
                row.columns());
    }
}
