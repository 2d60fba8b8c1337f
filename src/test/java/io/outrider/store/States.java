package io.outrider.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
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

    /** A file of SQLite in the directory, as the service opens it, but that it waits for no disk. */
    public static DataSource file(Path directory) {
        return file(directory, "off");
    }

    /** @param synchronous how far a commit waits for the disk, as {@code outrider.store.synchronous} */
    public static DataSource file(Path directory, String synchronous) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(
                "jdbc:sqlite:" + directory.resolve("state.sqlite") + "?journal_mode=WAL&synchronous=" + synchronous);
        migrate(database, "sqlite");
        return database;
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
        try (Statement statement = connection.createStatement()) {
            for (Path script : scripts(kind)) {
                statement.executeUpdate(Files.readString(script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // In the order of their versions: V1__state.sql, V2__outbox.sql and so on.
    private static List<Path> scripts(String kind) throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/migration", kind))) {
            return scripts.sorted(Comparator.comparing(States::version)).toList();
        }
    }

    private static int version(Path script) {
        return Integer.parseInt(script.getFileName().toString().replaceAll("V([0-9]+)__.*", "$1"));
    }
}
