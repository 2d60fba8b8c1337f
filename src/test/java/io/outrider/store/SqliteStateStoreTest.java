package io.outrider.store;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
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
        return new SqlStateStore(database, "test");
    }

    @Override
    DataSource database() {
        return database;
    }

    @Override
    DataSource ofCommands() {
        SQLiteDataSource commands = new SQLiteDataSource();
        commands.setUrl(database.getUrl());
        return commands;
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
