package io.outrider.camel;

import io.outrider.detect.GroupingSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Route files and properties as they are shipped, for tests of some of them without the application. */
public final class ShippedRoutes {

    private ShippedRoutes() {}

    /**
     * A context that has the properties; it is to be given the routes' parts, then {@link #load}, and started.
     *
     * @param changed properties that differ from those shipped
     */
    public static CamelContext context(Map<String, String> changed) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(properties);
        // Not among the others: those of the class path win over them.
        Properties changes = new Properties();
        changes.putAll(changed);
        context.getPropertiesComponent().setOverrideProperties(changes);
        // Messages of all kinds of routes ask it.
        context.getRegistry().bind("failureReason", new FailureReason());
        return context;
    }

    /** @param files in {@code routes/}, without {@code .camel.yaml} */
    public static void load(CamelContext context, String... files) throws Exception {
        for (String file : files) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/" + file + ".camel.yaml"));
        }
    }

    /** Windows of an hour, nothing early, no lateness. */
    public static GroupingSettings settings(boolean bounded) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofHours(24),
                Duration.ZERO,
                10_000,
                250_000,
                false,
                bounded);
    }
}
