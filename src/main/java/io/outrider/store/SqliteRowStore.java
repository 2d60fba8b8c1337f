package io.outrider.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A store in a file of SQLite that lives no longer than the process: it is made when the first entry is added, and what an
 * earlier process left behind is deleted then. Nothing is durable, so nothing waits for the disk.
 */
public final class SqliteRowStore implements RowStore {

    // A row with its key takes half a kilobyte to a few: so most of them fit into a page beside others.
    private static final int PAGE_BYTES = 16 * 1024;

    // Outside the heap. A table is written in the order of its keys, so pages are touched one after the other.
    private static final int CACHE_KIBIBYTES = 16 * 1024;

    // Of entries that are read ahead: some thousand, so that a query costs nothing beside them.
    private static final int READ_AHEAD_BYTES = 1024 * 1024;

    // Entries: some megabytes of pages.
    private static final int DELETED_AT_ONCE = 1_000;

    private final Path directory;
    private final long mostBytes;
    private @Nullable ScratchFile file;
    private @Nullable Connection connection;
    private long sequence;
    private volatile long used;

    /**
     * @param directory of the file; it is made if it is not there
     * @param mostBytes that the file may take
     */
    public SqliteRowStore(Path directory, long mostBytes) {
        if (mostBytes < PAGE_BYTES) {
            throw new IllegalArgumentException("expected " + PAGE_BYTES + " bytes or more, but found " + mostBytes);
        }
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean append(long table, Iterator<Entry> entries) {
        try {
            Connection current = opened();
            execute(current, "BEGIN");
            try (PreparedStatement insert = current.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?)")) {
                insert.setLong(1, table);
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    insert.setBytes(2, entry.key());
                    insert.setLong(3, sequence++);
                    insert.setBytes(4, entry.value());
                    insert.executeUpdate();
                }
                execute(current, "COMMIT");
                used = used(current);
                return true;
            } catch (SQLException | RuntimeException e) {
                rollback(current);
                if (isFull(e)) {
                    return false;
                }
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw failed("written", e);
        }
    }

    /** Pages that hold something: what was deleted leaves pages that are used again. */
    private static long used(Connection on) throws SQLException {
        return (number(on, "PRAGMA page_count") - number(on, "PRAGMA freelist_count")) * PAGE_BYTES;
    }

    private static long number(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public long used() {
        return used;
    }

    @Override
    public long most() {
        return mostBytes;
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void rollback(Connection on) {
        try {
            execute(on, "ROLLBACK");
        } catch (SQLException e) {
            // Where there is no room, and after other failures, SQLite ends the transaction by itself.
        }
    }

    private static boolean isFull(Exception e) {
        return e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
    }

    private Connection opened() throws SQLException, IOException {
        Connection current = connection;
        if (current == null) {
            ScratchFile made = ScratchFile.in(directory, "rows-", ".sqlite");
            file = made;
            current = open(made.path());
            connection = current;
        }
        return current;
    }

    private Connection open(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setCacheSize(-CACHE_KIBIBYTES);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        // In memory, not off: an append that finds no room has to be taken back.
        config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        Connection opening = config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
        execute(opening, "PRAGMA max_page_count = " + mostBytes / PAGE_BYTES);
        execute(
                opening,
                "CREATE TABLE entry (tbl INTEGER NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL,"
                        + " value BLOB NOT NULL, PRIMARY KEY (tbl, key, seq)) WITHOUT ROWID");
        return opening;
    }

    @Override
    public Iterator<Entry> entries(long table) {
        return new Walk(table);
    }

    @Override
    public void drop(long table) {
        Connection current = connection;
        if (current == null) {
            return;
        }
        // In parts: until a deletion is through, SQLite keeps the pages as they were in memory.
        try (PreparedStatement some = current.prepareStatement("DELETE FROM entry WHERE tbl = ?1 AND (key, seq) <="
                        + " (SELECT key, seq FROM entry WHERE tbl = ?1 ORDER BY key, seq LIMIT 1 OFFSET ?2)");
                PreparedStatement rest = current.prepareStatement("DELETE FROM entry WHERE tbl = ?1")) {
            some.setLong(1, table);
            some.setLong(2, DELETED_AT_ONCE);
            while (some.executeUpdate() > 0) {
                // There are more than so many still.
            }
            rest.setLong(1, table);
            rest.executeUpdate();
            used = used(current);
        } catch (SQLException e) {
            throw failed("written", e);
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (SQLException | IOException e) {
            throw failed("closed", e);
        }
    }

    private StoreException failed(String done, Exception e) {
        return new StoreException("rows in " + directory + " could not be " + done + ": " + e.getMessage(), e);
    }

    /** The entries of one table. No statement stays open between two of them, so that other tables may change. */
    private final class Walk implements Iterator<Entry> {

        private final long table;
        private final Deque<Entry> ahead = new ArrayDeque<>();
        private byte @Nullable [] lastKey;
        private long lastSequence;
        private boolean read;

        Walk(long table) {
            this.table = table;
        }

        @Override
        public boolean hasNext() {
            if (ahead.isEmpty() && !read) {
                readAhead();
            }
            return !ahead.isEmpty();
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ahead.remove();
        }

        private void readAhead() {
            Connection current = connection;
            if (current == null) {
                read = true;
                return;
            }
            String behind = lastKey == null ? "" : " AND (key, seq) > (?, ?)";
            try (PreparedStatement select = current.prepareStatement(
                    "SELECT key, seq, value FROM entry WHERE tbl = ?" + behind + " ORDER BY key, seq")) {
                select.setLong(1, table);
                if (lastKey != null) {
                    select.setBytes(2, lastKey);
                    select.setLong(3, lastSequence);
                }
                read(select);
            } catch (SQLException e) {
                throw failed("read", e);
            }
        }

        private void read(PreparedStatement select) throws SQLException {
            try (ResultSet rows = select.executeQuery()) {
                long bytes = 0;
                while (bytes < READ_AHEAD_BYTES) {
                    if (!rows.next()) {
                        read = true;
                        return;
                    }
                    Entry entry = new Entry(rows.getBytes(1), rows.getBytes(3));
                    ahead.add(entry);
                    lastKey = entry.key();
                    lastSequence = rows.getLong(2);
                    bytes += entry.key().length + (long) entry.value().length;
                }
            }
        }
    }
}
