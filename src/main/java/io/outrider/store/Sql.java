package io.outrider.store;

import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a database, made anew after a failure, and its prepared statements. Texts may hold any characters ({@link
 * StoredText}). Used by one thread at a time.
 */
final class Sql {

    // Of rows of 64 KiB each at most: some megabytes.
    private static final int FETCHED_AT_ONCE = 100;
    private static final int SENT_AT_ONCE = 100;

    private final DataSource database;
    private final String name;
    private final Opening opening;
    private final boolean keepsSnapshots;
    private @Nullable Connection connection;
    // That are under way, one within another.
    private int selects;
    // By their text. Prepared for the connection.
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    // Of one statement, to be made before anything else is.
    private @Nullable PreparedStatement pending;
    private int pendings;

    /** @param name of the database, as messages call it: without a password */
    Sql(DataSource database, String name) {
        this(database, name, connection -> {}, false);
    }

    /**
     * @param opening what is done with each new connection
     * @param keepsSnapshots whether what is read is part of a transaction, which its user ends
     */
    Sql(DataSource database, String name, Opening opening, boolean keepsSnapshots) {
        this.database = database;
        this.name = name;
        this.opening = opening;
        this.keepsSnapshots = keepsSnapshots;
    }

    /** What is done with a new connection, before its first transaction. */
    interface Opening {
        void opened(Connection connection) throws SQLException;
    }

    /** What a row is used for. */
    interface Row {
        void use(ResultSet row) throws SQLException;
    }

    /** Statements that are one transaction. */
    interface Statements {
        void make() throws SQLException;
    }

    /** Makes the statements and commits them, all or none. */
    void transaction(Statements all) {
        try {
            Connection current = connected();
            all.make();
            flush();
            current.commit();
        } catch (SQLException | RuntimeException e) {
            // Whatever it was: what was written of it must not go with the next transaction.
            throw failed("written", e);
        }
    }

    /**
     * Within a transaction: a change of which nobody asks how many rows it changed. Changes by the same statement that follow each other
     * go to the database together, which may be another machine: at the latest with {@link #flush}.
     */
    void add(String sql, @Nullable Object... values) throws SQLException {
        if (pending != null && pending != statements.get(sql)) {
            flush();
        }
        PreparedStatement statement = bound(sql, values);
        statement.addBatch();
        pending = statement;
        pendings++;
        if (pendings == SENT_AT_ONCE) {
            flush();
        }
    }

    /** Makes what was added. */
    void flush() throws SQLException {
        PreparedStatement added = pending;
        if (added != null) {
            pending = null;
            pendings = 0;
            try {
                added.executeBatch();
            } catch (BatchUpdateException e) {
                // Its own message has the values of the rows.
                throw e.getNextException() == null ? e : e.getNextException();
            }
        }
    }

    /** Within a transaction. @return how many rows it changed */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return prepared(sql, values).executeUpdate();
    }

    /** Within a transaction. @return the number that a query of one row gives */
    long number(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Reads; what is read may ask for more. At its end no snapshot is held, unless it is to be kept: others may have written since, and
     * SQLite lets nobody write who still reads what was before.
     */
    void select(String sql, Row each, Object... values) {
        selects++;
        try {
            try (ResultSet rows = selecting(sql, values).executeQuery()) {
                while (rows.next()) {
                    each.use(rows);
                }
            }
            if (!keepsSnapshots && selects == 1) {
                connected().rollback();
            }
        } catch (SQLException | RuntimeException e) {
            throw failed("read", e);
        } finally {
            selects--;
        }
    }

    /** Reads, as {@link #select} does. @return the number that a query of one row gives; 0 for none */
    long selectNumber(String sql, Object... values) {
        long[] number = new long[1];
        select(sql, row -> number[0] = row.getLong(1), values);
        return number[0];
    }

    /** PostgreSQL's driver would have all rows in memory at once. */
    private PreparedStatement selecting(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql, values);
        statement.setFetchSize(FETCHED_AT_ONCE);
        return statement;
    }

    /** Behind all that was added. */
    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        flush();
        return bound(sql, values);
    }

    /** Moments as texts of ISO 8601, so that none loses a digit. */
    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connected().prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Array array) {
                statement.setArray(i + 1, array);
            } else if (value instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, value == null ? null : StoredText.of(value.toString()));
            }
        }
        return statement;
    }

    Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.getConnection();
            try {
                opening.opened(current);
                current.setAutoCommit(false);
            } catch (SQLException e) {
                current.close();
                throw e;
            }
            connection = current;
        }
        return current;
    }

    /** Takes back what was written since the last commit, and ends the transaction. */
    void rollback() {
        try {
            forgetAdded();
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // It is taken back with the connection.
            close();
        }
    }

    /** What was not committed is taken back with the connection. */
    StoreException failed(String done, Exception e) {
        StoreException failure =
                new StoreException("the state in " + name + " could not be " + done + ": " + e.getMessage(), e);
        try {
            disconnect();
        } catch (SQLException more) {
            failure.addSuppressed(more);
        }
        return failure;
    }

    private void forgetAdded() throws SQLException {
        PreparedStatement added = pending;
        pending = null;
        pendings = 0;
        if (added != null) {
            added.clearBatch();
        }
    }

    private void disconnect() throws SQLException {
        statements.clear();
        pending = null;
        pendings = 0;
        Connection current = connection;
        connection = null;
        // A pool that ends before the store has closed it already, and taken back what was not committed.
        if (current != null && !current.isClosed()) {
            try (current) {
                current.rollback();
            }
        }
    }

    /** Throws nothing: what was promised is committed, and a connection that is broken has no more to take back. */
    void close() {
        try {
            disconnect();
        } catch (SQLException e) {
            statements.clear();
        }
    }
}
