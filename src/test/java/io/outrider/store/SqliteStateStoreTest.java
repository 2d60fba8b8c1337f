package io.outrider.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The state in a file of SQLite, as the service opens it. */
class SqliteStateStoreTest extends StateStoreTest {

    @TempDir
    private Path directory;

    private final BreakableDatabase database = new BreakableDatabase();

    @Override
    StateStore open() {
        database.setUrl("jdbc:sqlite:" + directory.resolve("state.sqlite") + "?journal_mode=WAL&synchronous=normal");
        States.migrate(database, "sqlite");
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
        SQLiteDataSource commands = new SQLiteDataSource();
        commands.setUrl(database.getUrl());
        return new PolicyStore(commands::getConnection, "test");
    }

    @Override
    DeadLetterStore openDeadLetters() {
        return new SqlDeadLetterStore(database, "test");
    }

    @Override
    SqlStoreSize openSize(long most, Clock clock) {
        return new SqlStoreSize(database, "test", most, null, clock);
    }

    @Override
    void breakConnection() {
        database.breakConnection();
    }
}
