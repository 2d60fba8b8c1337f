package io.outrider.app;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Makes Quarkus' properties of the database of {@code outrider.store.*}, so that an operator writes the latter alone. */
public final class StoreProperties implements ConfigSourceFactory {

    /** Name of the file in {@code outrider.store.directory}. */
    static final String FILE = "outrider.sqlite";

    /** Above the packaged configuration, where all databases are inactive; below application.properties, where it may be told more. */
    private static final int ORDINAL = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> properties = new HashMap<>();
        switch (text(context, "outrider.store.type").toLowerCase(Locale.ROOT)) {
            case "sqlite" -> {
                properties.put("quarkus.datasource.sqlite.active", "true");
                properties.put("quarkus.datasource.sqlite.jdbc.url", sqlite(context));
            }
            case "postgresql" -> {
                properties.put("quarkus.datasource.postgresql.active", "true");
                properties.put("quarkus.datasource.postgresql.jdbc.url", text(context, "outrider.store.url"));
                properties.put("quarkus.datasource.postgresql.username", text(context, "outrider.store.username"));
                properties.put("quarkus.datasource.postgresql.password", text(context, "outrider.store.password"));
            }
            default -> {
                // None, or what OutriderConfig refuses.
            }
        }
        properties.values().removeIf(String::isEmpty);
        return List.of(new PropertiesConfigSource(properties, "outrider.store", ORDINAL));
    }

    private static String sqlite(ConfigSourceContext context) {
        Path file =
                Path.of(text(context, "outrider.store.directory")).resolve(FILE).toAbsolutePath();
        // Readers do not wait for the writer, and a transaction is one append. A writer waits for another, which is a
        // command
        // of a person's and takes a moment.
        return "jdbc:sqlite:" + file + "?journal_mode=WAL&busy_timeout=10000&synchronous="
                + text(context, "outrider.store.synchronous");
    }

    private static String text(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }
}
