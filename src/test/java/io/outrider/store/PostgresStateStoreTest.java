package io.outrider.store;

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
        return reopen();
    }

    @Override
    StateStore reopen() {
        return new SqlStateStore(database, "test");
    }

    @Override
    OutboxStore openOutbox() {
        return new SqlOutboxStore(database, "test");
    }

    @Override
    PolicyStore policy() {
        return new PolicyStore(database::getConnection, "test");
    }

    @Override
    StoreProbe probe() {
        return new StoreProbe(database, "test", "");
    }

    @Override
    DeadLetterStore openDeadLetters() {
        return new SqlDeadLetterStore(database, "test");
    }

    @Override
    void breakConnection() {
        server.terminate(name);
    }
}
