package io.outrider.detect;

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
 * <p>A window is kept until event time has gone on by the retention since it was closed. Of a forgotten one its key is
 * remembered, so that a later event in it is known to be late instead of making an incomplete row anew, under the id of one
 * that was sent. Other detections' windows of the same time are not concerned: they had no match, and lack nothing.
 */
final class RetainedWindows {

    // Some 100 MB of keys. A detection that matches in every hour gives 8,760 a year, so these are the windows of a
    // hundred such detections over more than a year; beyond that the key that was forgotten first goes.
    private static final int MOST_FORGOTTEN = 1_000_000;

    // In event time, behind the retention. What is read again after a month is read as new: a key for each window of a
    // thousand detections and 30 days are some 70 MB.
    static final Duration KEYS_KEPT = Duration.ofDays(30);

    // In a transaction with a batch: some milliseconds.
    static final int DROPPED_AT_ONCE = 1_000;

    private final Duration retention;
    private final int mostForgotten;
    private final Map<WindowKey, Closed> kept = new HashMap<>();
    private final TreeMap<Instant, Set<WindowKey>> byEventTime = new TreeMap<>();
    // With the event time at which they were closed. The one that was forgotten first comes first.
    private final Map<WindowKey, Instant> forgotten = new LinkedHashMap<>();
    private final List<WindowKey> dropped = new ArrayList<>();

    RetainedWindows(Duration retention) {
        this(retention, MOST_FORGOTTEN);
    }

    /** @param mostForgotten how many keys of windows that are kept no more are remembered */
    RetainedWindows(Duration retention, int mostForgotten) {
        this.retention = retention;
        this.mostForgotten = mostForgotten;
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
        return closed == null ? null : closed.eventTime();
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

    /** @param eventTime at which the table was closed */
    void put(WindowTable table, Instant eventTime, UndoLog undo) {
        Closed closed = new Closed(table, eventTime);
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
    List<WindowTable> forget(Instant eventTime) {
        List<WindowTable> tables = new ArrayList<>();
        while (!byEventTime.isEmpty()
                && !Moments.plus(byEventTime.firstKey(), retention).isAfter(eventTime)) {
            for (WindowKey key : byEventTime.pollFirstEntry().getValue()) {
                forget(key, tables);
            }
        }
        return tables;
    }

    /**
     * Forgets windows before their retention is over, those that were closed first. Not to be taken back: called between batches.
     *
     * @return their tables
     */
    List<WindowTable> forgetOldest(int most) {
        List<WindowTable> tables = new ArrayList<>();
        while (!byEventTime.isEmpty() && tables.size() < most) {
            Set<WindowKey> oldest = byEventTime.firstEntry().getValue();
            Iterator<WindowKey> keys = oldest.iterator();
            while (keys.hasNext() && tables.size() < most) {
                WindowKey key = keys.next();
                keys.remove();
                forget(key, tables);
            }
            if (oldest.isEmpty()) {
                byEventTime.pollFirstEntry();
            }
        }
        return tables;
    }

    /** Remembers that a window was kept and is kept no more. @param closedAt in event time */
    void forgotten(WindowKey key, Instant closedAt) {
        forgotten.put(key, closedAt);
    }

    private void forget(WindowKey key, List<WindowTable> tables) {
        Closed closed = kept.remove(key);
        if (closed != null) {
            forgotten.put(key, closed.eventTime());
            tables.add(closed.table());
        }
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
     * @param eventTime {@code null} if there was none
     * @return their keys; some at once
     */
    List<WindowKey> drop(@Nullable Instant eventTime) {
        Instant since = eventTime == null ? Instant.MIN : Moments.minus(Moments.minus(eventTime, retention), KEYS_KEPT);
        while (!forgotten.isEmpty()
                && dropped.size() < DROPPED_AT_ONCE
                && (forgotten.size() > mostForgotten
                        || forgotten.values().iterator().next().isBefore(since))) {
            dropFirst();
        }
        List<WindowKey> keys = List.copyOf(dropped);
        dropped.clear();
        return keys;
    }

    private void add(Closed closed) {
        kept.put(closed.key(), closed);
        byEventTime
                .computeIfAbsent(closed.eventTime(), time -> new LinkedHashSet<>())
                .add(closed.key());
    }

    private void remove(Closed closed) {
        kept.remove(closed.key());
        byEventTime.computeIfPresent(closed.eventTime(), (time, keys) -> {
            keys.remove(closed.key());
            return keys.isEmpty() ? null : keys;
        });
    }

    private record Closed(WindowTable table, Instant eventTime) {

        WindowKey key() {
            return table.key();
        }
    }
}
