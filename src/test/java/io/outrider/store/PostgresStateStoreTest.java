package io.outrider.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/** The state in a real PostgreSQL. */
class PostgresStateStoreTest extends StateStoreTest {

    private static PostgresServer server;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
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
        return new SqlStateStore(database, "test");
    }

    @Override
    DataSource database() {
        return database;
    }

    @Override
    DataSource ofCommands() {
        return database;
    }

    @Override
    void breakConnection() {
        server.terminate(name);
    }
}
