package io.outrider.store;

import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/** The state in a real PostgreSQL. */
class PostgresStateStoreTest extends StateStoreTest {

    private static PostgresServer server;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final Growth growth = new Growth();
    private String name;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    StateStore open() {
        name = server.create();
        database.setUrl(server.url(name));
        database.setUser(PostgresServer.USER);
        database.setPassword(PostgresServer.PASSWORD);
        States.migrate(database, "postgresql");
        return new SqlStateStore(database, "test", growth);
    }

    @Override
    DataSource database() {
        return database;
    }

    @Override
    StateStore reopen() {
        return new SqlStateStore(database, "test", growth);
    }

    @Override
    OutboxStore openOutbox() {
        return new SqlOutboxStore(database, "test", growth);
    }

    @Override
    DataSource ofCommands() {
        return database;
    }

    @Override
    SqlStoreSize openSize(long most, Clock clock) {
        return new SqlStoreSize(database, "test", most, growth, clock);
    }

    @Override
    void breakConnection() {
        server.terminate(name);
    }
}
