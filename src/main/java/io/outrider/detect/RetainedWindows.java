package io.outrider.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closed windows, kept for late events, and the starts of those that are kept no more.
 *
 * <p>A window is kept until event time has gone on by the retention since it was closed. Of a forgotten one its start is
 * remembered, so that a later event in it is known to be late instead of making an incomplete row anew: 8,760 starts a year
 * of hourly windows.
 */
final class RetainedWindows {

    private final Duration retention;
    private final Map<WindowKey, Closing> kept = new HashMap<>();
    private final Deque<Closing> byEventTime = new ArrayDeque<>();
    private final Set<Instant> forgotten = new HashSet<>();

    RetainedWindows(Duration retention) {
        this.retention = retention;
    }

    @Nullable
    WindowTable get(WindowKey key) {
        Closing closing = kept.get(key);
        return closing == null ? null : closing.table();
    }

    boolean isForgotten(Instant start) {
        return forgotten.contains(start);
    }

    /** @param eventTime at which the table was closed; never less than that of an earlier call */
    void put(WindowTable table, Instant eventTime, UndoLog undo) {
        Closing closing = new Closing(table, eventTime);
        kept.put(table.key(), closing);
        byEventTime.addLast(closing);
        undo.add(() -> {
            kept.remove(table.key());
            byEventTime.removeLast();
        });
    }

    void remove(WindowKey key, UndoLog undo) {
        Closing closing = kept.remove(key);
        if (closing != null) {
            undo.add(() -> kept.put(key, closing));
        }
    }

    /** Forgets the windows whose retention is over. Not to be taken back: called between batches. */
    void forget(Instant eventTime) {
        while (!byEventTime.isEmpty()
                && !byEventTime.peekFirst().eventTime().plus(retention).isAfter(eventTime)) {
            Closing closing = byEventTime.removeFirst();
            // A window that was opened again since then has a later closing of its own, or is open.
            if (kept.remove(closing.table().key(), closing)) {
                forgotten.add(closing.table().key().start());
            }
        }
    }

    // A class, not a record: two closings are never the same one.
    private static final class Closing {

        private final WindowTable table;
        private final Instant eventTime;

        Closing(WindowTable table, Instant eventTime) {
            this.table = table;
            this.eventTime = eventTime;
        }

        WindowTable table() {
            return table;
        }

        Instant eventTime() {
            return eventTime;
        }
    }
}
