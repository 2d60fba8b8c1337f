package io.outrider.store;

import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.EventTimePut;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.HeldBackAdded;
import io.outrider.store.StateChange.HeldBackTrimmed;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.PassDropped;
import io.outrider.store.StateChange.RanDropped;
import io.outrider.store.StateChange.RanPut;
import io.outrider.store.StateChange.UnitDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowDropped;
import io.outrider.store.StateChange.WindowForgotten;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateChange.WindowSuperseded;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The state in a relational database that has the schema of {@code db/migration}: SQL that SQLite 3.24 and PostgreSQL 9.5 both
 * understand. It holds one connection, and makes it anew after a failure. Texts may hold any characters ({@link StoredText}).
 */
public final class SqlStateStore implements StateStore {

    private static final String PUT_EVENT_TIME = "INSERT INTO settings (name, value) VALUES ('event-time', ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private static final String COUNT_TRIMMED = "INSERT INTO settings (name, value) VALUES ('held-back-trimmed',"
            + " CAST(CAST(? AS BIGINT) AS TEXT)) ON CONFLICT (name) DO UPDATE SET"
            + " value = CAST(CAST(settings.value AS BIGINT) + CAST(? AS BIGINT) AS TEXT)";

    // A restart or a change of the primary takes less, mostly; and a Kafka consumer has five minutes for a batch.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DataSource database;
    private final Sql sql;

    private final @Nullable Growth growth;
    private final boolean alone;
    private final Duration patience;
    // Of which it is not known whether it was made.
    private @Nullable Commit doubt;
    private boolean missed;
    // Bytes, by the transaction that is under way.
    private long freed;

    /** @param name of the database, as messages call it: without a password */
    public SqlStateStore(DataSource database, String name) {
        this(database, name, null);
    }

    /** @param growth is told what is written; {@code null} if nobody asks */
    public SqlStateStore(DataSource database, String name, @Nullable Growth growth) {
        this(database, name, growth, true, PATIENCE);
    }

    SqlStateStore(DataSource database, String name, boolean alone, Duration patience) {
        this(database, name, null, alone, patience);
    }

    /**
     * @param growth as above
     * @param alone whether the process that uses it knows all that is in it: then it has to be told what was committed
     * @param patience how long it is waited for a database that does not say whether it committed
     */
    SqlStateStore(DataSource database, String name, @Nullable Growth growth, boolean alone, Duration patience) {
        this.growth = growth;
        this.database = database;
        this.sql = new Sql(database, name, this::opened, !alone);
        this.alone = alone;
        this.patience = patience;
    }

    @Override
    public void write(List<StateChange> changes) {
        commit(() -> {
            for (StateChange change : changes) {
                make(change);
            }
        });
        wrote(changes);
    }

    /** What was committed. */
    void wrote(List<StateChange> changes) {
        if (growth != null) {
            growth.wrote(changes);
        }
    }

    /** At the latest with what is made next, or the commit. */
    void make(StateChange change) throws SQLException {
        if (change instanceof PartAdded part) {
            WindowId window = part.window();
            add(
                    "INSERT INTO part (detection, starts, search, kind, bytes) VALUES (?, ?, ?, ?, ?)",
                    window.detection(),
                    window.start(),
                    part.search(),
                    part.kind().name(),
                    part.bytes());
        } else if (change instanceof WindowPut put) {
            add(
                    "INSERT INTO window_state"
                            + " (detection, starts, ends, plan, incomplete, overflowed, last_closed, closed_at, forgotten)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (detection, starts) DO UPDATE SET"
                            + " ends = excluded.ends, plan = excluded.plan, incomplete = excluded.incomplete,"
                            + " overflowed = excluded.overflowed, last_closed = excluded.last_closed,"
                            + " closed_at = excluded.closed_at, forgotten = 0",
                    put.window().detection(),
                    put.window().start(),
                    put.end(),
                    put.plan(),
                    put.incomplete() ? 1 : 0,
                    put.overflowed() ? 1 : 0,
                    put.lastClosed(),
                    put.closedAt());
        } else if (change instanceof WindowForgotten forgotten) {
            countFreed(forgotten.window());
            ofWindow("UPDATE window_state SET forgotten = 1 WHERE detection = ? AND starts = ?", forgotten.window());
            ofWindow("DELETE FROM part WHERE detection = ? AND starts = ?", forgotten.window());
            ofWindow("DELETE FROM emission WHERE detection = ? AND starts = ?", forgotten.window());
            ofWindow("DELETE FROM held_fate WHERE detection = ? AND starts = ?", forgotten.window());
        } else if (change instanceof WindowDropped dropped) {
            ofWindow("DELETE FROM window_state WHERE detection = ? AND starts = ? AND forgotten = 1", dropped.window());
        } else if (change instanceof WindowSuperseded superseded) {
            ofWindow("DELETE FROM part WHERE detection = ? AND starts = ?", superseded.window());
            ofWindow("UPDATE emission SET earlier = 1 WHERE detection = ? AND starts = ?", superseded.window());
        } else if (change instanceof EmissionPut put) {
            add(
                    "INSERT INTO emission (detection, starts, alert, earlier, bytes) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (detection, starts, alert) DO UPDATE SET"
                            + " earlier = excluded.earlier, bytes = excluded.bytes",
                    put.window().detection(),
                    put.window().start(),
                    put.alertId(),
                    put.earlier() ? 1 : 0,
                    put.bytes());
        } else if (change instanceof DetectionPut put) {
            add(
                    "INSERT INTO detection (detection, bytes) VALUES (?, ?)"
                            + " ON CONFLICT (detection) DO UPDATE SET bytes = excluded.bytes",
                    put.detection(),
                    put.bytes());
        } else if (change instanceof UnitPut put) {
            add(
                    "INSERT INTO unit (unit, position, watermark, ended) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (unit) DO UPDATE SET position = excluded.position,"
                            + " watermark = excluded.watermark, ended = excluded.ended",
                    put.unit(),
                    put.position(),
                    put.watermark(),
                    put.ended());
        } else if (change instanceof UnitDropped dropped) {
            add("DELETE FROM unit WHERE unit = ?", dropped.unit());
        } else if (change instanceof FeedPut put) {
            add(
                    "INSERT INTO feed (starts, ends, unit, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    put.start(),
                    put.end(),
                    put.unit(),
                    put.since());
        } else if (change instanceof FeedsDropped dropped) {
            add("DELETE FROM feed WHERE starts = ? AND ends = ?", dropped.start(), dropped.end());
        } else if (change instanceof RanPut put) {
            add(
                    "INSERT INTO ran (detection, plan, began) VALUES (?, ?, ?) ON CONFLICT (detection) DO UPDATE SET"
                            + " plan = excluded.plan, began = excluded.began",
                    put.detection(),
                    put.plan(),
                    put.began());
        } else if (change instanceof RanDropped dropped) {
            add("DELETE FROM ran WHERE detection = ?", dropped.detection());
        } else if (change instanceof EventTimePut put) {
            add(PUT_EVENT_TIME, put.time());
        } else if (change instanceof AlertQueued queued) {
            add(
                    "INSERT INTO outbox (number, said, bytes) VALUES (?, ?, ?)",
                    queued.number(),
                    queued.said(),
                    queued.bytes());
        } else {
            makeOfPolicy(change);
        }
    }

    private void makeOfPolicy(StateChange change) throws SQLException {
        if (change instanceof FatePut put) {
            add(
                    "INSERT INTO held_fate (detection, starts, alert, kind, holder) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (detection, starts, alert) DO UPDATE SET"
                            + " kind = excluded.kind, holder = excluded.holder",
                    put.window().detection(),
                    put.window().start(),
                    put.alertId(),
                    put.by().kind().name(),
                    put.by().name());
        } else if (change instanceof HeldBackAdded added) {
            HeldBack what = added.what();
            add(
                    "INSERT INTO held_back (alert, revision, activity, detection, name, severity, happened, held,"
                            + " kind, holder, row_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    what.alertId(),
                    what.revision(),
                    what.activity(),
                    what.detection(),
                    what.name(),
                    what.severity(),
                    what.time(),
                    what.heldAt(),
                    what.by().kind().name(),
                    what.by().name(),
                    what.row());
        } else if (change instanceof HeldBackTrimmed trimmed) {
            long gone = update(
                    "DELETE FROM held_back WHERE number <= (SELECT MAX(number) FROM held_back) - ?", trimmed.most());
            add(COUNT_TRIMMED, gone, gone);
        } else if (change instanceof PassAdded added) {
            add(
                    "INSERT INTO suppression_pass (suppression, row_key, passed, noted) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (suppression, row_key, passed) DO UPDATE SET noted = excluded.noted",
                    added.suppression(),
                    added.key(),
                    added.at(),
                    added.noted());
        } else if (change instanceof PassDropped dropped) {
            add(
                    "DELETE FROM suppression_pass WHERE suppression = ? AND row_key = ? AND passed = ?",
                    dropped.suppression(),
                    dropped.key(),
                    dropped.at());
        }
    }

    private void countFreed(WindowId window) throws SQLException {
        if (growth != null) {
            for (String table : List.of("part", "emission")) {
                freed += sql.number(
                        "SELECT COALESCE(SUM(OCTET_LENGTH(bytes) + " + Growth.ROW + "), 0) FROM " + table
                                + " WHERE detection = ? AND starts = ?",
                        window.detection(),
                        window.start());
            }
        }
    }

    private void ofWindow(String statement, WindowId window) throws SQLException {
        add(statement, window.detection(), window.start());
    }

    private void add(String statement, @Nullable Object... values) throws SQLException {
        sql.add(statement, values);
    }

    /** @return the number of rows that it changed */
    int update(String statement, @Nullable Object... values) throws SQLException {
        return sql.update(statement, values);
    }

    /** Within a transaction. @return the number that a query of one row gives */
    long number(String query, @Nullable Object... values) throws SQLException {
        return sql.number(query, values);
    }

    @Override
    public void windows(Consumer<WindowPut> use) {
        select(
                "SELECT detection, starts, ends, plan, incomplete, overflowed, last_closed, closed_at FROM window_state"
                        + " WHERE forgotten = 0 ORDER BY starts, detection",
                row -> use.accept(window(row)));
    }

    /** @param row detection, starts, ends, plan, incomplete, overflowed, last_closed, closed_at */
    static WindowPut window(ResultSet row) throws SQLException {
        return new WindowPut(
                new WindowId(StoredText.read(row.getString(1)), row.getLong(2)),
                row.getLong(3),
                StoredText.read(row.getString(4)),
                row.getInt(5) != 0,
                row.getInt(6) != 0,
                moment(row.getString(7)),
                moment(row.getString(8)));
    }

    static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    @Override
    public void forgotten(Consumer<Forgotten> use) {
        select(
                "SELECT detection, starts, ends, closed_at, last_closed FROM window_state WHERE forgotten = 1"
                        + " ORDER BY closed_at, starts, detection",
                row -> {
                    Instant end = Instant.ofEpochSecond(row.getLong(3));
                    Instant closedAt = moment(row.getString(4));
                    Instant lastClosed = moment(row.getString(5));
                    use.accept(new Forgotten(
                            new WindowId(StoredText.read(row.getString(1)), row.getLong(2)),
                            new ClosedAt(closedAt == null ? end : closedAt, lastClosed == null ? end : lastClosed)));
                });
    }

    @Override
    public void parts(WindowId window, Consumer<PartAdded> use) {
        select(
                "SELECT search, kind, bytes FROM part p WHERE detection = ? AND starts = ?"
                        // Instances may have added some of another plan than the window's.
                        + " AND (plan IS NULL OR plan = (SELECT w.plan FROM window_state w"
                        + " WHERE w.detection = p.detection AND w.starts = p.starts)) ORDER BY number",
                row -> use.accept(new PartAdded(
                        window, row.getInt(1), PartAdded.Kind.valueOf(row.getString(2)), row.getBytes(3))),
                window.detection(),
                window.start());
    }

    @Override
    public void emissions(WindowId window, Consumer<EmissionPut> use) {
        select(
                "SELECT alert, earlier, bytes FROM emission WHERE detection = ? AND starts = ? ORDER BY alert",
                row -> use.accept(new EmissionPut(
                        window, StoredText.read(row.getString(1)), row.getInt(2) != 0, row.getBytes(3))),
                window.detection(),
                window.start());
    }

    @Override
    public byte @Nullable [] detection(String id) {
        List<byte[]> found = new ArrayList<>(1);
        select("SELECT bytes FROM detection WHERE detection = ?", row -> found.add(row.getBytes(1)), id);
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public void units(Consumer<UnitPut> use) {
        select(
                "SELECT unit, position, watermark, ended FROM unit ORDER BY unit",
                row -> use.accept(new UnitPut(
                        StoredText.read(row.getString(1)),
                        row.getLong(2),
                        moment(row.getString(3)),
                        moment(row.getString(4)))));
    }

    @Override
    public void feeds(Consumer<FeedPut> use) {
        select(
                "SELECT starts, ends, unit, since FROM feed ORDER BY starts, ends, unit",
                row -> use.accept(
                        new FeedPut(row.getLong(1), row.getLong(2), StoredText.read(row.getString(3)), row.getInt(4))));
    }

    @Override
    public void ran(Consumer<RanPut> use) {
        select(
                "SELECT detection, plan, began FROM ran ORDER BY detection",
                row -> use.accept(new RanPut(
                        StoredText.read(row.getString(1)), StoredText.read(row.getString(2)), row.getInt(3))));
    }

    @Override
    public @Nullable Instant eventTime() {
        List<Instant> found = new ArrayList<>(1);
        select(
                "SELECT value FROM settings WHERE name = 'event-time'",
                row -> found.add(Instant.parse(row.getString(1))));
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public long lastNumber() {
        List<Long> found = new ArrayList<>(1);
        // The alert itself is gone once every sink has it.
        select(
                "SELECT MAX(number) FROM (SELECT number FROM outbox UNION ALL SELECT number FROM sink) AS numbers",
                row -> found.add(row.getLong(1)));
        return found.get(0);
    }

    @Override
    public void fates(Consumer<FatePut> use) {
        select(
                "SELECT detection, starts, alert, kind, holder FROM held_fate ORDER BY starts, detection, alert",
                row -> use.accept(fate(row)));
    }

    /** @param row detection, starts, alert, kind, holder */
    static FatePut fate(ResultSet row) throws SQLException {
        return new FatePut(
                new WindowId(StoredText.read(row.getString(1)), row.getLong(2)),
                StoredText.read(row.getString(3)),
                new Hold(Hold.Kind.valueOf(row.getString(4)), StoredText.read(row.getString(5))));
    }

    @Override
    public void passes(Consumer<PassAdded> use) {
        select("SELECT suppression, row_key, passed, noted FROM suppression_pass", row -> use.accept(pass(row)));
    }

    /** @param row suppression, row_key, passed, noted */
    static PassAdded pass(ResultSet row) throws SQLException {
        return new PassAdded(
                StoredText.read(row.getString(1)),
                StoredText.read(row.getString(2)),
                Instant.parse(row.getString(3)),
                Instant.parse(row.getString(4)));
    }

    @Override
    public long heldBack() {
        List<Long> count = new ArrayList<>(1);
        select("SELECT COUNT(*) FROM held_back", row -> count.add(row.getLong(1)));
        return count.get(0);
    }

    void select(String query, Sql.Row each, Object... values) {
        sql.select(query, each, values);
    }

    Connection connected() throws SQLException {
        return sql.connected();
    }

    private void opened(Connection current) throws SQLException {
        if (!alone) {
            bound(current);
        }
        Commit doubtful = doubt;
        if (doubtful != null) {
            missed |= doubtful.isMade(current);
            doubt = null;
        }
        if (missed && alone) {
            throw new SQLException("the answer to a COMMIT was lost, and it turned out later that it was made:"
                    + " start the service again, which then goes on behind it");
        }
    }

    /** A machine that is gone without a word must not hold locks until its server finds out: by default that takes two hours. */
    private void bound(Connection current) throws SQLException {
        try (Statement statement = current.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = " + patience.toMillis());
            statement.execute("SET lock_timeout = " + patience.toMillis());
        }
    }

    /** What is to be committed. */
    interface Writing {
        void write() throws SQLException;
    }

    /**
     * Commits what is written, or nothing. Where the answer is lost, it is found out what it was.
     *
     * @throws StateConflictException if the writing throws it; nothing is written then
     */
    void commit(Writing writing) {
        try {
            Connection current = connected();
            freed = 0;
            writing.write();
            sql.flush();
            commit(current, Commit.next(current));
            if (growth != null) {
                growth.freed(freed);
            }
        } catch (StateConflictException e) {
            rollback();
            throw e;
        } catch (SQLException | RuntimeException e) {
            // Whatever it was: what was written of it must not go with the next transaction.
            throw failed("written", e);
        }
    }

    private void commit(Connection current, @Nullable Commit commit) throws SQLException {
        try {
            current.commit();
        } catch (SQLException e) {
            if (commit == null) {
                throw e;
            }
            close();
            doubt = commit;
            boolean made = commit.isMade(database, patience);
            doubt = null;
            if (!made) {
                throw e;
            }
        }
    }

    /** Takes back what was written since the last commit, and ends the transaction. */
    void rollback() {
        sql.rollback();
    }

    /** What was not committed is taken back with the connection. */
    StoreException failed(String done, Exception e) {
        return sql.failed(done, e);
    }

    @Override
    public void close() {
        sql.close();
    }
}
