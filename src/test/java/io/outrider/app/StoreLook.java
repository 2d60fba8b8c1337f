package io.outrider.app;

import io.outrider.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A look at the store from outside, while the service runs and after it: how far it says that sources were read. */
final class StoreLook implements AutoCloseable {

    static final String SQLITE = "jdbc:sqlite:";

    /** @param ended whether it was read to its end */
    record Unit(long position, boolean ended) {}

    private final String database;
    private @Nullable Connection connection;

    StoreLook(String database) {
        this.database = database;
    }

    /** By their ids; none while there is no table. */
    Map<String, Unit> units() {
        Map<String, Unit> units = new TreeMap<>();
        try {
            if (connection == null) {
                // Not made by this look.
                if (database.startsWith(SQLITE) && !Files.exists(Path.of(database.substring(SQLITE.length())))) {
                    return units;
                }
                connection = connect();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT unit, position, ended FROM unit")) {
                while (rows.next()) {
                    units.put(rows.getString(1), new Unit(rows.getLong(2), rows.getString(3) != null));
                }
            }
        } catch (SQLException e) {
            // It is being made.
        }
        return units;
    }

    private Connection connect() throws SQLException {
        if (database.startsWith(SQLITE)) {
            // Who may write tidies up when it is the last to leave, and the next process would not find what the killed
            // one left.
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            return config.createConnection(database);
        }
        return DriverManager.getConnection(database, PostgresServer.USER, PostgresServer.PASSWORD);
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
