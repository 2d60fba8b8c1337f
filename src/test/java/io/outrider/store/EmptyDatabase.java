package io.outrider.store;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@link SharedDatabase} for the tests of a class, as a static {@code @RegisterExtension}: empty before each of them. */
public final class EmptyDatabase implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private PostgresServer server;
    private SharedDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresServer.started();
        database = new SharedDatabase(server);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database.empty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }

    /** The database. */
    public SharedDatabase get() {
        return database;
    }
}
