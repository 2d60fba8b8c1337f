package io.outrider.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteDataSource;

/** A file of SQLite whose last connection a test may close behind its user's back. */
final class BreakableDatabase extends SQLiteDataSource {

    private Connection last;

    @Override
    public Connection getConnection() throws SQLException {
        last = super.getConnection();
        return last;
    }

    void breakConnection() {
        try {
            last.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
