package io.outrider.app;

import io.outrider.camel.CloseAllWindows;
import io.outrider.camel.OpenInputs;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.OrderlyStop;
import io.outrider.camel.Statistics;
import io.outrider.camel.TemplatedRoutes;
import io.outrider.camel.mail.EmailSink;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Targets;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
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
    private final OpenInputs openInputs;
    private final OpenStreams openStreams;
    private final CloseAllWindows closeAllWindows;
    private final Statistics statistics;
    private final Targets targets;
    private final EmailSink emailSink;
    private final boolean autoStartup;

    ConfiguredRoutes(
            OutriderConfig config,
            CamelContext context,
            OpenInputs openInputs,
            OpenStreams openStreams,
            CloseAllWindows closeAllWindows,
            Statistics statistics,
            Targets targets,
            @Named("emailSink") EmailSink emailSink,
            @ConfigProperty(name = "outrider.sources.auto-startup") boolean autoStartup) {
        this.config = config;
        this.context = context;
        this.openInputs = openInputs;
        this.openStreams = openStreams;
        this.closeAllWindows = closeAllWindows;
        this.statistics = statistics;
        this.targets = targets;
        this.emailSink = emailSink;
        this.autoStartup = autoStartup;
    }

    void afterStart(@Observes AfterStart event) {
        context.addLifecycleStrategy(new OrderlyStop(openInputs, openStreams, closeAllWindows, statistics));
        makeSinks(config.sinks().orElse(List.of()));
        makeMatchedSinks(config.matched().sinks().orElse(List.of()));
        makeSources(config.sources().orElse(List.of()));
    }

    private void makeSinks(List<String> names) {
        if (names.isEmpty()) {
            LOG.warn("outrider.sinks: expected a sink, but found none; alerts go to the log and nowhere else");
        }
        TemplatedRoutes sinks = new TemplatedRoutes(context, "sink", "outrider.sink.", true);
        for (String name : names) {
            Map<String, String> properties = config.sink().getOrDefault(name, Map.of());
            Optional<String> problem = targetProblem(name, properties);
            if (problem.isPresent()) {
                report(problem);
            } else if (!properties.isEmpty()) {
                report(sinks.add(name, properties));
            } else if (!isWrittenByHand("sink-" + name)) {
                LOG.errorf(
                        "outrider.sinks: %s: expected properties outrider.sink.%s.*, or a route that begins at"
                                + " direct:sink-%s, but found neither; its alerts go to the dead letters",
                        name, name, name);
            }
        }
    }

    private void makeMatchedSinks(List<String> names) {
        TemplatedRoutes sinks = new TemplatedRoutes(context, "matched", "outrider.matched.sink.", true);
        for (String name : names) {
            Map<String, String> properties = config.matched().sink().getOrDefault(name, Map.of());
            if (!properties.isEmpty()) {
                report(sinks.add(name, properties));
            } else if (!isWrittenByHand("matched-" + name)) {
                LOG.errorf(
                        "outrider.matched.sinks: %s: expected properties outrider.matched.sink.%s.*, or a route that begins"
                                + " at direct:matched-%s, but found neither; batches with events that match cannot go through",
                        name, name, name);
            }
        }
    }

    private void makeSources(List<String> names) {
        TemplatedRoutes sources = new TemplatedRoutes(context, "source", "outrider.source.", autoStartup);
        for (String name : names) {
            Map<String, String> properties = config.source().getOrDefault(name, Map.of());
            Optional<String> problem = zoneProblem(name, properties);
            if (problem.isPresent()) {
                report(problem);
            } else {
                makeSource(sources, name, properties);
            }
        }
    }

    private static void makeSource(TemplatedRoutes sources, String name, Map<String, String> properties) {
        try {
            SourceRoutes.of(name, properties).forEach((route, parameters) -> report(sources.add(route, parameters)));
        } catch (IllegalArgumentException e) {
            LOG.errorf("outrider.source.%s.%s", name, e.getMessage());
        }
    }

    private boolean isWrittenByHand(String entrance) {
        return context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals("direct://" + entrance));
    }

    private Optional<String> targetProblem(String sink, Map<String, String> properties) {
        String type = properties.getOrDefault("type", "");
        if (!targets.knows(type) && !type.equals(EmailSink.TYPE)) {
            return Optional.empty();
        }
        SinkSettings settings = new SinkSettings(type, sink, properties);
        try {
            if (type.equals(EmailSink.TYPE)) {
                emailSink.check(settings);
            } else {
                targets.of(settings);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("outrider.sink." + sink + '.' + e.getMessage() + "; its alerts go to the dead letters");
        }
    }

    private static Optional<String> zoneProblem(String source, Map<String, String> properties) {
        String zone = properties.getOrDefault("timezone", "UTC");
        try {
            ZoneId.of(zone);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("outrider.source." + source
                    + ".timezone: expected a zone such as UTC or Europe/Berlin, but found '" + zone + "'");
        }
    }

    // What is wrong with one source or sink stops no other.
    private static void report(Optional<String> problem) {
        problem.ifPresent(LOG::error);
    }
}
