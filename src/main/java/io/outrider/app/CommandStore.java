package io.outrider.app;

import io.outrider.app.OutriderConfig.Store.Type;
import io.outrider.store.PolicyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The service's store, for commands that need no running application. */
final class CommandStore {

    private CommandStore() {}

    /** @throws ParameterException if there is none */
    static PolicyStore open(CommandLine command) {
        Config config = ConfigProvider.getConfig();
        String type = text(config, "outrider.store.type").toUpperCase(Locale.ROOT);
        if (type.equals(Type.SQLITE.name())) {
            Path file = Path.of(text(config, "outrider.store.directory")).resolve(StoreProperties.FILE);
            if (!Files.isRegularFile(file)) {
                throw new ParameterException(
                        command,
                        "outrider.store.directory: expected the store of a service, but there is no " + file
                                + "; start the service once, or call the command in its directory");
            }
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl(text(config, "quarkus.datasource.sqlite.jdbc.url"));
            return new PolicyStore(database::getConnection, file.toString());
        }
        if (type.equals(Type.POSTGRESQL.name())) {
            String url = text(config, "outrider.store.url");
            PGSimpleDataSource database = new PGSimpleDataSource();
            try {
                database.setUrl(url);
            } catch (IllegalArgumentException e) {
                // Without the cause: it may hold a password.
                throw new ParameterException(
                        command, "outrider.store.url: expected jdbc:postgresql://HOST/DATABASE, but found another");
            }
            database.setUser(text(config, "outrider.store.username"));
            database.setPassword(text(config, "outrider.store.password"));
            return new PolicyStore(database::getConnection, url.split("\\?", 2)[0]);
        }
        throw new ParameterException(
                command,
                "outrider.store.type: expected sqlite or postgresql, where silences and the list of what was held back are"
                        + " kept, but found '" + type.toLowerCase(Locale.ROOT) + "'");
    }

    private static String text(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("").strip();
    }
}
