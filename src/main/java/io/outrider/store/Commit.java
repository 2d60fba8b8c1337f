package io.outrider.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of PostgreSQL that is about to be committed, by the number that the server gave it. If the connection breaks before
 * the answer, nobody knows whether it was made, but the server can be asked over another one ({@code txid_status}, PostgreSQL 10).
 */
final class Commit {

    // Behind a connection that broke the server may still be at it: for milliseconds.
    private static final long PAUSE_MILLIS = 200;

    private final long number;

    private Commit(long number) {
        this.number = number;
    }

    /** The one that is under way; {@code null} in a database whose answers cannot be lost. */
    static @Nullable Commit next(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            return null;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT txid_current()")) {
            row.next();
            return new Commit(row.getLong(1));
        }
    }

    /**
     * Whether it was made.
     *
     * @param patience how long a database that cannot be reached is asked again
     * @throws SQLException if the database does not tell in that time
     */
    boolean isMade(DataSource database, Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = database.getConnection()) {
                return isMade(connection);
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException cause) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    /** Whether it was made. @throws SQLException also if the server is still at it */
    boolean isMade(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT txid_status(?)")) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String status = row.getString(1);
                if ("in progress".equals(status)) {
                    throw new SQLException("the transaction " + number + " is not over yet");
                }
                return "committed".equals(status);
            }
        }
    }
}
