package io.outrider.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A file of SQLite with what was received from senders that give it only once, from before it is worked on until the state knows
 * of it. Of each source the messages are numbered from 0; an entry holds those that were written in one transaction.
 *
 * <p>The file is made, or opened, at the first use, and is for one process alone: it is locked. It has an id, made with it: a
 * position in the state is of use with the journal that it was had from, and with no other.
 *
 * <p>Safe for use by several threads. All methods throw {@link StoreException} if the file cannot be read or written; the next use
 * opens it anew. {@code docs/design/receive-journal.md} tells why it is made so.
 */
public final class ReceiveJournal implements AutoCloseable {

    /** Name of the file. */
    public static final String FILE = "outrider-journal.sqlite";

    /** Of the tables, as SQLite keeps it with the file; 0 is a file without any. */
    private static final int VERSION = 1;

    // An entry under load takes hundreds of kilobytes, and each page of it is a write of its own; one of a single
    // message takes two
    // pages, which at a hundred entries a second is little still.
    private static final int PAGE_BYTES = 16 * 1024;

    // 64 MiB of changes: entries are deleted within seconds, and what is deleted by then is never copied into the file
    // proper.
    // SQLite's 4 MiB are two waits for the disk four times a second at 40,000 messages a second.
    private static final int CHECKPOINT_PAGES = 64 * 1024 * 1024 / PAGE_BYTES;

    // Entries that are deleted in one transaction: appends wait meanwhile.
    private static final int DELETED_AT_ONCE = 1_000;

    private final Path file;
    private final SynchronousMode synchronous;

    // Fair: who appends without a pause must not keep away who reads.
    private final ReentrantLock lock = new ReentrantLock(true);
    // Changed by who has the lock, read by anybody.
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private @Nullable Connection connection;
    private @Nullable String id;

    /**
     * @param directory of the file; it is made if it is not there
     * @param full whether an append waits for the disk, for a power cut; a killed process loses nothing without
     */
    public ReceiveJournal(Path directory, boolean full) {
        this.file = directory.resolve(FILE);
        this.synchronous = full ? SynchronousMode.FULL : SynchronousMode.NORMAL;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(String done, Work<T> work) {
        lock.lock();
        try {
            Connection current = opened();
            try {
                return work.on(current);
            } catch (SQLException e) {
                // With it goes what was not committed.
                forget();
                throw failed(done, e, "make room on its disk, or mend it; senders wait until then");
            }
        } finally {
            lock.unlock();
        }
    }

    private Connection opened() {
        Connection current = connection;
        if (current == null) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                current = open();
                connection = current;
            } catch (IOException | SQLException e) {
                throw failed(
                        "opened",
                        e,
                        "see to it that it can be read and written, and that no other process has it; what is in it is not counted"
                                + " yet, and lost if it is moved away");
            }
        }
        return current;
    }

    private Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        Connection opening = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            execute(opening, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            execute(opening, "PRAGMA journal_size_limit = " + (long) CHECKPOINT_PAGES * PAGE_BYTES);
            int version = (int) number(opening, "PRAGMA user_version");
            if (version > VERSION) {
                throw new SQLException("it is of version " + version + ", but this program knows it up to " + VERSION);
            }
            if (version == 0) {
                make(opening);
            }
            String found = text(opening, "SELECT id FROM journal");
            if (id != null && !id.equals(found)) {
                throw new SQLException("it is not the file that it was; start the service anew");
            }
            id = found;
            return opening;
        } catch (SQLException e) {
            opening.close();
            throw e;
        }
    }

    private static void make(Connection on) throws SQLException {
        execute(on, "BEGIN");
        execute(on, "CREATE TABLE journal (id TEXT NOT NULL)");
        execute(on, "INSERT INTO journal VALUES ('" + UUID.randomUUID() + "')");
        execute(on, "CREATE TABLE source (name TEXT PRIMARY KEY, counted INTEGER NOT NULL)");
        execute(
                on,
                "CREATE TABLE entry (source TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,"
                        + " received INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (source, first))");
        execute(on, "PRAGMA user_version = " + VERSION);
        execute(on, "COMMIT");
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection on, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepared(on, sql, values);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static String text(Connection on, String sql) throws SQLException {
        try (PreparedStatement select = prepared(on, sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("expected its id, but found none");
            }
            return row.getString(1);
        }
    }

    private static int update(Connection on, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(on, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection on, String sql, Object... values) throws SQLException {
        PreparedStatement statement = on.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] some) {
                statement.setBytes(i + 1, some);
            } else if (values[i] instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, values[i].toString());
            }
        }
        return statement;
    }

    /** Tells this journal from every other. */
    public String id() {
        return with("read", on -> text(on, "SELECT id FROM journal"));
    }

    /** Number behind the last message of a source that was written; 0 if none was. */
    public long end(String source) {
        return with(
                "read",
                on -> Math.max(
                        counted(on, source),
                        number(on, "SELECT max(first + count) FROM entry WHERE source = ?", source)));
    }

    /** Number of the first message of a source that was not yet counted when something was deleted last. */
    public long counted(String source) {
        return with("read", on -> counted(on, source));
    }

    private static long counted(Connection on, String source) throws SQLException {
        return number(on, "SELECT counted FROM source WHERE name = ?", source);
    }

    /** What the entries of a source hold, in bytes. */
    public long bytes(String source) {
        return with("read", on -> bytes(on, source));
    }

    private long bytes(Connection on, String source) throws SQLException {
        Long known = bytes.get(source);
        if (known == null) {
            known = number(on, "SELECT sum(length(bytes)) FROM entry WHERE source = ?", source);
            bytes.put(source, known);
        }
        return known;
    }

    /** What the entries of each source hold that was written or asked for, in bytes. Nothing is read for it, and nothing waited for. */
    public Map<String, Long> sizes() {
        return Map.copyOf(bytes);
    }

    /** Writes an entry. One that is there already, because it was tried again after a failure, is left as it is. */
    public void append(String source, Received entry) {
        with("written", on -> {
            long before = bytes(on, source);
            int written = update(
                    on,
                    "INSERT INTO entry VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    source,
                    entry.first(),
                    entry.count(),
                    entry.at().toEpochMilli(),
                    entry.bytes());
            return bytes.put(source, before + written * (long) entry.bytes().length);
        });
    }

    /**
     * The entries of a source from that which holds a message on, in their order.
     *
     * @param from number of the message
     * @param mostMessages after so many no further entry is read
     * @param mostBytes likewise
     */
    public List<Received> read(String source, long from, int mostMessages, int mostBytes) {
        return with("read", on -> {
            long begin = Math.max(
                    0, number(on, "SELECT max(first) FROM entry WHERE source = ? AND first <= ?", source, from));
            List<Received> entries = new ArrayList<>();
            try (PreparedStatement select = prepared(
                            on,
                            "SELECT first, count, received, bytes FROM entry WHERE source = ? AND first >= ? ORDER BY first",
                            source,
                            begin);
                    ResultSet row = select.executeQuery()) {
                int messages = 0;
                int size = 0;
                while (messages < mostMessages && size < mostBytes && row.next()) {
                    Received entry = entry(row);
                    if (entry.end() > from) {
                        entries.add(entry);
                        messages += entry.count();
                        size += entry.bytes().length;
                    }
                }
            }
            return entries;
        });
    }

    private static Received entry(ResultSet row) throws SQLException {
        try {
            return new Received(row.getLong(1), row.getInt(2), Instant.ofEpochMilli(row.getLong(3)), row.getBytes(4));
        } catch (IllegalArgumentException e) {
            throw new SQLException("it is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Deletes entries whose messages the state knows of, some of them if there are many.
     *
     * @param position number of the first message that it does not know of
     * @return whether there may be more to delete
     */
    public boolean delete(String source, long position) {
        return with("written", on -> {
            long before = bytes(on, source);
            // Where the last of them begins; nowhere if there is none.
            long last = number(
                    on,
                    "SELECT coalesce(max(first), -1) FROM (SELECT first FROM entry WHERE source = ? AND first < ?"
                            + " AND first + count <= ? ORDER BY first LIMIT " + DELETED_AT_ONCE + ")",
                    source,
                    position,
                    position);
            long freed =
                    number(on, "SELECT sum(length(bytes)) FROM entry WHERE source = ? AND first <= ?", source, last);
            execute(on, "BEGIN");
            update(
                    on,
                    "INSERT INTO source VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET counted = excluded.counted"
                            + " WHERE excluded.counted > counted",
                    source,
                    position);
            update(on, "DELETE FROM entry WHERE source = ? AND first <= ?", source, last);
            execute(on, "COMMIT");
            bytes.put(source, before - freed);
            return freed > 0;
        });
    }

    private StoreException failed(String done, Exception e, String advice) {
        return new StoreException(
                "the receive journal " + file + " (outrider.store.directory) could not be " + done + ": "
                        + e.getMessage() + "; " + advice,
                e);
    }

    private void forget() {
        Connection current = connection;
        connection = null;
        bytes.clear();
        try {
            if (current != null) {
                current.close();
            }
        } catch (SQLException e) {
            // What was promised is committed; a connection that is broken has no more to take back.
        }
    }

    /** Throws nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            forget();
        } finally {
            lock.unlock();
        }
    }
}
