package io.outrider.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The outbox in a relational database that has the schema of {@code db/migration}; SQL as in {@link SqlStateStore}. */
public final class SqlOutboxStore implements OutboxStore {

    // A transaction of some milliseconds.
    private static final long DROPPED_AT_ONCE = 1_000;

    private static final String TRIM = "DELETE FROM outbox WHERE number >= ? AND number < ?"
            + " AND number <= COALESCE((SELECT MIN(number) FROM sink WHERE number >= ? AND number < ?), ?)"
            + " AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.number = outbox.number)";

    // PostgreSQL's alone, as growth is.
    private static final String COUNTED_TRIM = "WITH gone AS (" + TRIM + " RETURNING OCTET_LENGTH(bytes) + "
            + Growth.ROW + " AS size) SELECT COALESCE(SUM(size), 0) FROM gone";

    private final Sql sql;
    private final @Nullable Growth growth;

    /** @param name of the database, as messages call it: without a password */
    public SqlOutboxStore(DataSource database, String name) {
        this(database, name, null);
    }

    /** As above. @param growth of a PostgreSQL, is told what is deleted; {@code null} if nobody asks */
    public SqlOutboxStore(DataSource database, String name, @Nullable Growth growth) {
        this.growth = growth;
        this.sql = new Sql(database, name);
    }

    @Override
    public synchronized long last(long below) {
        List<Long> found = new ArrayList<>(1);
        sql.select("SELECT MAX(number) FROM outbox WHERE number < ?", row -> found.add(row.getLong(1)), below);
        return found.get(0);
    }

    @Override
    public synchronized List<Queued> after(long number, long below, int most) {
        List<Queued> found = new ArrayList<>();
        sql.select(
                "SELECT number, said, bytes FROM outbox WHERE number > ? AND number < ? ORDER BY number LIMIT ?",
                row -> found.add(new Queued(row.getLong(1), Instant.parse(row.getString(2)), row.getBytes(3))),
                number,
                below,
                most);
        return found;
    }

    @Override
    public synchronized Optional<Queued> get(long number) {
        List<Queued> found = new ArrayList<>(1);
        sql.select(
                "SELECT number, said, bytes FROM outbox WHERE number = ?",
                row -> found.add(new Queued(row.getLong(1), Instant.parse(row.getString(2)), row.getBytes(3))),
                number);
        return found.stream().findFirst();
    }

    @Override
    public synchronized byte @Nullable [] detection(String id) {
        List<byte[]> found = new ArrayList<>(1);
        sql.select("SELECT bytes FROM detection WHERE detection = ?", row -> found.add(row.getBytes(1)), id);
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public synchronized List<String> sinks() {
        List<String> found = new ArrayList<>();
        sql.select("SELECT sink FROM sink ORDER BY sink", row -> found.add(StoredText.read(row.getString(1))));
        return found;
    }

    @Override
    public synchronized Optional<Long> cursor(String sink) {
        List<Long> found = new ArrayList<>(1);
        sql.select("SELECT number FROM sink WHERE sink = ?", row -> found.add(row.getLong(1)), sink);
        return found.stream().findFirst();
    }

    @Override
    public synchronized List<Attempt> attempts(String sink) {
        return alive("dead IS NULL", sink);
    }

    @Override
    public synchronized List<Attempt> retried(String sink) {
        return alive("retried IS NOT NULL AND dead IS NULL", sink);
    }

    private List<Attempt> alive(String condition, String sink) {
        List<Attempt> found = new ArrayList<>();
        sql.select(
                "SELECT number, tries, first_tried, due, reason FROM delivery WHERE sink = ? AND " + condition
                        + " ORDER BY number",
                row -> found.add(new Attempt(
                        sink,
                        row.getLong(1),
                        row.getInt(2),
                        Instant.parse(row.getString(3)),
                        Instant.parse(row.getString(4)),
                        null,
                        StoredText.read(row.getString(5)))),
                sink);
        return found;
    }

    @Override
    public synchronized void write(Progress progress) {
        sql.transaction(() -> {
            sql.update(
                    "INSERT INTO sink (sink, number) VALUES (?, ?) ON CONFLICT (sink) DO UPDATE SET number = excluded.number",
                    progress.sink(),
                    progress.cursor());
            for (Long number : progress.done()) {
                sql.update("DELETE FROM delivery WHERE sink = ? AND number = ?", progress.sink(), number);
            }
            for (Attempt attempt : progress.put()) {
                sql.update(
                        "INSERT INTO delivery (sink, number, tries, first_tried, due, dead, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (sink, number) DO UPDATE SET tries = excluded.tries,"
                                + " first_tried = excluded.first_tried, due = excluded.due, dead = excluded.dead,"
                                + " reason = excluded.reason, retried = NULL",
                        attempt.sink(),
                        attempt.number(),
                        attempt.tries(),
                        attempt.firstTried(),
                        attempt.due(),
                        attempt.dead(),
                        attempt.reason());
            }
        });
    }

    @Override
    public synchronized void drop(String sink) {
        sql.transaction(() -> {
            sql.update("DELETE FROM delivery WHERE sink = ? AND dead IS NULL", sink);
            sql.update("DELETE FROM sink WHERE sink = ?", sink);
        });
    }

    @Override
    public synchronized void trim(long from, long below) {
        if (growth == null) {
            sql.transaction(() -> sql.update(TRIM, from, below, from, below, below));
            return;
        }
        AtomicLong freed = new AtomicLong();
        sql.transaction(() -> freed.set(sql.number(COUNTED_TRIM, from, below, from, below, below)));
        growth.freed(freed.get());
    }

    @Override
    public synchronized int trimDead(int most) {
        AtomicInteger gone = new AtomicInteger();
        sql.transaction(() -> {
            long beyond = sql.number("SELECT COUNT(*) FROM delivery WHERE dead IS NOT NULL") - most;
            if (beyond > 0) {
                // The condition once more: it may be retried meanwhile.
                gone.set(sql.update(
                        "DELETE FROM delivery WHERE dead IS NOT NULL AND (sink, number) IN (SELECT sink, number FROM delivery"
                                + " WHERE dead IS NOT NULL ORDER BY dead, number LIMIT ?)",
                        Math.min(beyond, DROPPED_AT_ONCE)));
            }
        });
        return gone.get();
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
