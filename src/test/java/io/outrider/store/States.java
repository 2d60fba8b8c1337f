package io.outrider.store;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** Databases with the schema of the state, for tests. */
public final class States {

    private States() {}

    /** A store in memory, which ends with its connection. */
    public static StateStore inMemory() {
        return inMemory(0);
    }

    /** The same, whose database cannot be reached at the first use. */
    public static StateStore inMemoryThatIsAwayAtFirst() {
        return inMemory(1);
    }

    private static StateStore inMemory(int failures) {
        AtomicInteger left = new AtomicInteger(failures);
        SQLiteDataSource database = new SQLiteDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (left.getAndDecrement() > 0) {
                    throw new SQLException("synthetic: away");
                }
                Connection connection = super.getConnection();
                migrate(connection, "sqlite");
                return connection;
            }
        };
        database.setUrl("jdbc:sqlite::memory:");
        return new SqlStateStore(database, "memory");
    }

    /** @param kind folder of the schema */
    static void migrate(DataSource database, String kind) {
        try (Connection connection = database.getConnection()) {
            migrate(connection, kind);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(Connection connection, String kind) throws SQLException {
        try (Stream<Path> files = Files.list(Path.of(
                        States.class.getResource("/db/migration/" + kind).toURI()));
                Statement statement = connection.createStatement()) {
            for (Path script :
                    files.sorted(Comparator.comparing(States::version)).toList()) {
                statement.executeUpdate(Files.readString(script));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
