package io.outrider.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a real PostgreSQL with the schema of the state, for tests with several instances. */
public final class SharedDatabase {

    private static final List<String> TABLES = List.of(
            "window_state",
            "part",
            "emission",
            "detection",
            "unit",
            "feed",
            "ran",
            "settings",
            "outbox",
            "sink",
            "delivery",
            "dead_letter",
            "held_fate",
            "held_back",
            "suppression_pass",
            "reopened",
            "instance");

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    public SharedDatabase(PostgresServer server) {
        database.setUrl(server.url(server.create()));
        database.setUser(PostgresServer.USER);
        database.setPassword(PostgresServer.PASSWORD);
        States.migrate(database, "postgresql");
    }

    DataSource dataSource() {
        return database;
    }

    /** The store as an instance has it. */
    public SharedStateStore open(String instance) {
        return new SqlSharedStore(database, "test", instance);
    }

    /** The same, whose growth is counted. */
    public SharedStateStore open(String instance, Growth growth) {
        return new SqlSharedStore(database, "test", instance, growth);
    }

    /** How large it is. */
    public SqlStoreSize size(long most, Growth growth, Clock clock) {
        return new SqlStoreSize(database, "test", most, growth, clock);
    }

    /** The outbox in it. */
    public OutboxStore openOutbox() {
        return new SqlOutboxStore(database, "test");
    }

    /** The same, whose growth is counted. */
    public OutboxStore openOutbox(Growth growth) {
        return new SqlOutboxStore(database, "test", growth);
    }

    /** The store as one process has it that shares it with none. */
    public StateStore alone() {
        return new SqlStateStore(database, "test");
    }

    /** How many rows a table has. */
    public long count(String table) {
        return number("SELECT COUNT(*) FROM " + table);
    }

    /** How much room a table takes, with its indexes. */
    public long bytes(String table) {
        return number("SELECT pg_total_relation_size('" + table + "')");
    }

    private long number(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is in it any more. */
    public void empty() {
        execute("TRUNCATE " + String.join(", ", TABLES));
    }

    void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
