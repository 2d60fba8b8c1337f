package io.outrider.store;

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

    private final DataSource database;
    private final String name;
    private @Nullable Connection connection;
    // That are under way, one within another.
    private int selects;
    // By their text. Prepared for the connection.
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** @param name of the database, as messages call it: without a password */
    Sql(DataSource database, String name) {
        this.database = database;
        this.name = name;
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
            current.commit();
        } catch (SQLException | RuntimeException e) {
            // Whatever it was: what was written of it must not go with the next transaction.
            throw failed("written", e);
        }
    }

    /** Within a transaction. @return how many rows it changed */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return prepared(sql, values).executeUpdate();
    }

    /**
     * Reads, outside of a transaction; what is read may ask for more. At its end no snapshot is held: others may have written since, and
     * SQLite lets nobody write who still reads what was before.
     */
    void select(String sql, Row each, Object... values) {
        selects++;
        try {
            try (ResultSet rows = prepared(sql, values).executeQuery()) {
                while (rows.next()) {
                    each.use(rows);
                }
            }
            if (selects == 1) {
                connected().rollback();
            }
        } catch (SQLException | RuntimeException e) {
            throw failed("read", e);
        } finally {
            selects--;
        }
    }

    /** Moments as texts of ISO 8601, so that none loses a digit. */
    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connected().prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, value == null ? null : StoredText.of(value.toString()));
            }
        }
        return statement;
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.getConnection();
            current.setAutoCommit(false);
            connection = current;
        }
        return current;
    }

    /** What was not committed is taken back with the connection. */
    private StoreException failed(String done, Exception e) {
        StoreException failure =
                new StoreException("the state in " + name + " could not be " + done + ": " + e.getMessage(), e);
        try {
            disconnect();
        } catch (SQLException more) {
            failure.addSuppressed(more);
        }
        return failure;
    }

    private void disconnect() throws SQLException {
        statements.clear();
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
