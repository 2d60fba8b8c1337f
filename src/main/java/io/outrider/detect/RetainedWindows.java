package io.outrider.detect;

import io.outrider.store.ClosedAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Closed windows, kept for late events, and the keys of those that are kept no more.
 *
 * <p>A window is kept until event time and the clock have gone on by the retention since it was closed. Event time alone goes on by years
 * where files of the past are read one after the other, and the next one may have events of hours that were closed a minute ago
 * (decision 3: a backfill is never late). Of a forgotten one its key is remembered, so that a later event in it is known to be late instead
 * of making an incomplete row anew, under the id of one that was sent. Other detections' windows of the same time are not concerned: they
 * had no match, and lack nothing.
 */
final class RetainedWindows {

    // Some 100 MB of keys. A detection that matches in every hour gives 8,760 a year, so these are the windows of a
    // hundred such detections over more than a year; beyond that the key that was forgotten first goes.
    private static final int MOST_FORGOTTEN = 1_000_000;

    // Some 100 MB of what was said of their rows. Beyond it windows are kept by event time alone.
    private static final int MOST_KEPT_BY_THE_CLOCK = 50_000;

    // Behind the retention. What is read again after a month is read as new: a key for each window of a
    // thousand detections and 30 days are some 70 MB.
    static final Duration KEYS_KEPT = Duration.ofDays(30);

    // In a transaction with a batch: some milliseconds.
    static final int DROPPED_AT_ONCE = 1_000;

    private static final ClosedAt NEVER = new ClosedAt(Instant.MIN, Instant.MIN);

    private final Duration retention;
    private final int mostForgotten;
    private final int mostKeptByTheClock;
    // Windows that are kept, and alerts of them.
    private long size;
    private final Map<WindowKey, Closed> kept = new HashMap<>();
    private final TreeMap<Instant, Set<WindowKey>> byEventTime = new TreeMap<>();
    // The one that was forgotten first comes first.
    private final Map<WindowKey, ClosedAt> forgotten = new LinkedHashMap<>();
    private final List<WindowKey> dropped = new ArrayList<>();

    RetainedWindows(Duration retention) {
        this(retention, MOST_FORGOTTEN, MOST_KEPT_BY_THE_CLOCK);
    }

    /**
     * @param mostForgotten how many keys of windows that are kept no more are remembered
     * @param mostKeptByTheClock how many windows there may be, with the alerts of them, while some are kept that event time has left behind
     */
    RetainedWindows(Duration retention, int mostForgotten, int mostKeptByTheClock) {
        this.retention = retention;
        this.mostForgotten = mostForgotten;
        this.mostKeptByTheClock = mostKeptByTheClock;
    }

    @Nullable
    WindowTable get(WindowKey key) {
        Closed closed = kept.get(key);
        return closed == null ? null : closed.table();
    }

    /** Event time at which a window that is kept was closed; {@code null} for others. */
    @Nullable
    Instant closedAt(WindowKey key) {
        Closed closed = kept.get(key);
        return closed == null ? null : closed.at().eventTime();
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    List<WindowTable> all() {
        return kept.values().stream().map(Closed::table).toList();
    }

    boolean isForgotten(WindowKey key) {
        return forgotten.containsKey(key);
    }

    /** @param at when the table was closed */
    void put(WindowTable table, ClosedAt at, UndoLog undo) {
        Closed closed = new Closed(table, at, 1 + table.alerts());
        add(closed);
        undo.add(() -> remove(closed));
    }

    /** @return the table that was kept; {@code null} if there was none */
    @Nullable
    WindowTable remove(WindowKey key, UndoLog undo) {
        Closed closed = kept.get(key);
        if (closed == null) {
            return null;
        }
        remove(closed);
        undo.add(() -> add(closed));
        return closed.table();
    }

    /**
     * Forgets the windows whose retention is over. Not to be taken back: called between batches.
     *
     * @return their tables
     */
    List<WindowTable> forget(ClosedAt now) {
        ClosedAt over = Moments.minus(now, retention);
        List<WindowTable> tables = new ArrayList<>();
        Closed first = first();
        // Those that were closed first by event time were so by the clock.
        while (first != null
                && !first.at().eventTime().isAfter(over.eventTime())
                && (first.at().isBy(over) || size > mostKeptByTheClock)) {
            forget(first, tables);
            first = first();
        }
        return tables;
    }

    private @Nullable Closed first() {
        return byEventTime.isEmpty()
                ? null
                : kept.get(byEventTime.firstEntry().getValue().iterator().next());
    }

    /**
     * Forgets windows before their retention is over, those that were closed first. Not to be taken back: called between batches.
     *
     * @return their tables
     */
    List<WindowTable> forgetOldest(int most) {
        List<WindowTable> tables = new ArrayList<>();
        Closed first = first();
        while (first != null && tables.size() < most) {
            forget(first, tables);
            first = first();
        }
        return tables;
    }

    /** Remembers that a window was kept and is kept no more. */
    void forgotten(WindowKey key, ClosedAt closedAt) {
        forgotten.put(key, closedAt);
    }

    private void forget(Closed closed, List<WindowTable> tables) {
        remove(closed);
        forgotten.put(closed.key(), closed.at());
        tables.add(closed.table());
        if (forgotten.size() > mostForgotten) {
            dropFirst();
        }
    }

    private void dropFirst() {
        Iterator<WindowKey> keys = forgotten.keySet().iterator();
        dropped.add(keys.next());
        keys.remove();
    }

    /**
     * Remembers of windows that were closed long ago no more that there were any. Not to be taken back: called between batches.
     *
     * @param now {@code null} if there was no event time
     * @return their keys; some at once
     */
    List<WindowKey> drop(@Nullable ClosedAt now) {
        ClosedAt over = now == null ? NEVER : Moments.minus(Moments.minus(now, retention), KEYS_KEPT);
        while (!forgotten.isEmpty()
                && dropped.size() < DROPPED_AT_ONCE
                && (forgotten.size() > mostForgotten
                        || forgotten.values().iterator().next().isBy(over))) {
            dropFirst();
        }
        List<WindowKey> keys = List.copyOf(dropped);
        dropped.clear();
        return keys;
    }

    private void add(Closed closed) {
        kept.put(closed.key(), closed);
        size += closed.size();
        byEventTime
                .computeIfAbsent(closed.at().eventTime(), time -> new LinkedHashSet<>())
                .add(closed.key());
    }

    private void remove(Closed closed) {
        kept.remove(closed.key());
        size -= closed.size();
        byEventTime.computeIfPresent(closed.at().eventTime(), (time, keys) -> {
            keys.remove(closed.key());
            return keys.isEmpty() ? null : keys;
        });
    }

    /** @param size of the window and the alerts of it, as they were then */
    private record Closed(WindowTable table, ClosedAt at, int size) {

        WindowKey key() {
            return table.key();
        }
    }
}
