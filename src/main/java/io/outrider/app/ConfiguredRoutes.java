package io.outrider.app;

import io.outrider.camel.OrderlyStop;
import io.outrider.camel.TemplatedRoutes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.AfterStart;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the sources and sinks that the properties name, once Camel runs: a route that cannot be made then stops no other.
 * Sinks come first, so that the first alert of a source finds them.
 */
@Singleton
final class ConfiguredRoutes {

    private static final Logger LOG = Logger.getLogger("outrider.configuration");

    private final OutriderConfig config;
    private final CamelContext context;
    private final boolean autoStartup;

    ConfiguredRoutes(
            OutriderConfig config,
            CamelContext context,
            @ConfigProperty(name = "outrider.sources.auto-startup") boolean autoStartup) {
        this.config = config;
        this.context = context;
        this.autoStartup = autoStartup;
    }

    void afterStart(@Observes AfterStart event) {
        context.addLifecycleStrategy(new OrderlyStop());
        TemplatedRoutes sinks = new TemplatedRoutes(context, "sink", true);
        for (String name : config.sinks().orElse(List.of())) {
            Map<String, String> properties = config.sink().getOrDefault(name, Map.of());
            // A sink without properties is a route that the operator wrote by hand.
            if (!properties.isEmpty()) {
                report(sinks.add(name, properties));
            }
        }
        TemplatedRoutes sources = new TemplatedRoutes(context, "source", autoStartup);
        for (String name : config.sources().orElse(List.of())) {
            report(sources.add(name, config.source().getOrDefault(name, Map.of())));
        }
    }

    // What is wrong with one source or sink stops no other.
    private static void report(Optional<String> problem) {
        problem.ifPresent(LOG::error);
    }
}
