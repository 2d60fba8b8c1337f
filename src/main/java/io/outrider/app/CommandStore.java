package io.outrider.app;

import io.outrider.store.DeadLetterStore;
import io.outrider.store.OutboxStore;
import io.outrider.store.PolicyStore;
import io.outrider.store.SqlDeadLetterStore;
import io.outrider.store.SqlOutboxStore;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The store of the configuration, for a command that needs no running application. The service may have it open; it alone makes and
 * changes the tables.
 */
final class CommandStore implements AutoCloseable {

    private final DeadLetterStore letters;
    private final OutboxStore outbox;

    private CommandStore(Database database) {
        letters = new SqlDeadLetterStore(database.source(), database.name());
        outbox = new SqlOutboxStore(database.source(), database.name());
    }

    private record Database(DataSource source, String name) {}

    /**
     * The silences, and the list of what was held back.
     *
     * @throws ParameterException if there is no store
     */
    static PolicyStore policy(CommandLine command) {
        try {
            Database database = database(ConfigProvider.getConfig());
            return new PolicyStore(database.source(), database.name());
        } catch (IllegalStateException e) {
            throw new ParameterException(command, e.getMessage());
        }
    }

    /** What a command does with the store. */
    interface Work {
        void with(CommandStore store) throws IOException;
    }

    /** Does it, and ends the connections. What stands in the way is told in a line. @return the exit code */
    static int use(CommandLine command, Work work) throws IOException {
        try (CommandStore store = new CommandStore(database(ConfigProvider.getConfig()))) {
            work.with(store);
            return ExitCode.OK;
        } catch (StoreException e) {
            tell(command, e.getMessage() + "; the service makes its tables when it starts");
        } catch (IllegalStateException e) {
            tell(command, e.getMessage());
        }
        return ExitCode.COULD_NOT_RUN;
    }

    private static void tell(CommandLine command, String line) {
        command.getErr().println("outrider: " + line);
        command.getErr().flush();
    }

    private static Database database(Config config) {
        return switch (text(config, "outrider.store.type").toLowerCase(Locale.ROOT)) {
            case "sqlite" -> sqlite(config);
            case "postgresql" -> postgresql(config);
            default ->
                throw new IllegalStateException("outrider.store.type: expected sqlite or postgresql, but found '"
                        + text(config, "outrider.store.type")
                        + "'; without a store dead letters are files in outrider.dead-letters.directory");
        };
    }

    private static Database sqlite(Config config) {
        Path file = Path.of(text(config, "outrider.store.directory")).resolve(StoreProperties.FILE);
        // SQLite would make it.
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("outrider.store.directory: expected the file " + file
                    + ", but there is none; the service makes it when it starts");
        }
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(text(config, "quarkus.datasource.sqlite.jdbc.url"));
        return new Database(database, file + " (outrider.store.directory)");
    }

    private static Database postgresql(Config config) {
        String url = text(config, "quarkus.datasource.postgresql.jdbc.url");
        PGSimpleDataSource database = new PGSimpleDataSource();
        try {
            database.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Without its message, which holds the whole address.
            throw new IllegalStateException(
                    "outrider.store.url: expected jdbc:postgresql://HOST/DATABASE, but found something else");
        }
        String user = text(config, "quarkus.datasource.postgresql.username");
        if (!user.isEmpty()) {
            database.setUser(user);
        }
        String password = text(config, "quarkus.datasource.postgresql.password");
        if (!password.isEmpty()) {
            database.setPassword(password);
        }
        return new Database(database, Stores.withoutParameters(url) + " (outrider.store.url)");
    }

    private static String text(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("").strip();
    }

    DeadLetterStore letters() {
        return letters;
    }

    OutboxStore outbox() {
        return outbox;
    }

    @Override
    public void close() {
        letters.close();
        outbox.close();
    }
}
