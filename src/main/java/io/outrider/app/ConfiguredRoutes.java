package io.outrider.app;

import io.outrider.alert.OcsfFinding;
import io.outrider.camel.CloseAllWindows;
import io.outrider.camel.OpenInputs;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.OrderlyStop;
import io.outrider.camel.RouteSender;
import io.outrider.camel.Statistics;
import io.outrider.camel.TemplatedRoutes;
import io.outrider.camel.http.OutboundClient;
import io.outrider.camel.mail.EmailSink;
import io.outrider.deliver.CefMessage;
import io.outrider.deliver.HttpOptions;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Targets;
import io.outrider.detect.WindowGrouping;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
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
    private final Outbox outbox;
    private final SinkWorkers workers;
    private final WindowGrouping grouping;
    private final OcsfFinding findings;
    private final ProducerTemplate template;
    private final OutboundClient outbound;
    private final EmailSink emailSink;
    private final OperationalSinks operational;
    private final HealthWatch healthWatch;
    private final Credentials credentials;
    private final boolean autoStartup;

    ConfiguredRoutes(
            OutriderConfig config,
            CamelContext context,
            OpenInputs openInputs,
            OpenStreams openStreams,
            CloseAllWindows closeAllWindows,
            Statistics statistics,
            Targets targets,
            Outbox outbox,
            SinkWorkers workers,
            WindowGrouping grouping,
            OcsfFinding findings,
            ProducerTemplate template,
            OutboundClient outbound,
            @Named("emailSink") EmailSink emailSink,
            OperationalSinks operational,
            HealthWatch healthWatch,
            Credentials credentials,
            @ConfigProperty(name = "outrider.sources.auto-startup") boolean autoStartup) {
        this.config = config;
        this.context = context;
        this.openInputs = openInputs;
        this.openStreams = openStreams;
        this.closeAllWindows = closeAllWindows;
        this.statistics = statistics;
        this.targets = targets;
        this.outbox = outbox;
        this.workers = workers;
        this.grouping = grouping;
        this.findings = findings;
        this.template = template;
        this.outbound = outbound;
        this.emailSink = emailSink;
        this.operational = operational;
        this.healthWatch = healthWatch;
        this.credentials = credentials;
        this.autoStartup = autoStartup;
    }

    void afterStart(@Observes AfterStart event) {
        context.addLifecycleStrategy(new OrderlyStop(
                openInputs, openStreams, closeAllWindows, outbox, workers, statistics, healthWatch::stop));
        makeSinks(names("outrider.sinks", config.sinks()));
        makeMatchedSinks(names("outrider.matched.sinks", config.matched().sinks()));
        makeSources(names("outrider.sources", config.sources()));
    }

    private static List<String> names(String property, Optional<List<String>> given) {
        PartNames names = PartNames.of(property, given);
        names.problems().forEach(LOG::error);
        return names.usable();
    }

    private void makeSinks(List<String> names) {
        if (names.isEmpty()) {
            LOG.warn("outrider.sinks: expected a sink, but found none; alerts go to the log and nowhere else");
        }
        outbox.keepOnly(names)
                .forEach((sink, waiting) -> LOG.warnf(
                        "outrider.sinks: %s is not named any more; %d alerts that waited for it are given up",
                        sink, waiting));
        workers.serve(grouping.slots());
        TemplatedRoutes templates = new TemplatedRoutes(context, "sink", "outrider.sink.", true);
        for (String name : names) {
            makeSink(templates, name, config.sink().getOrDefault(name, Map.of()));
        }
    }

    private void makeSink(TemplatedRoutes templates, String name, Map<String, String> given) {
        SinkProperties sink =
                SinkProperties.waiting(config.delivery(), config.grouping().bounded());
        Optional<Predicate> when = Optional.empty();
        try {
            Map<String, String> properties = credentials.in(given);
            sink = SinkProperties.of(
                    properties,
                    together(templates, properties),
                    config.delivery(),
                    config.grouping().bounded());
            when = sink.when().map(this::predicate);
            makeRoute(templates, name, sink.template());
        } catch (IllegalArgumentException e) {
            LOG.errorf("outrider.sink.%s.%s; its alerts wait until that is mended", name, e.getMessage());
        }
        workers.add(name, sink.policy(), sender(name, sink, when, outbox.isDurable()));
        operational.add(name, sink.policy(), sender(name, sink, when, false));
    }

    private RouteSender sender(String name, SinkProperties sink, Optional<Predicate> when, boolean stored) {
        return new RouteSender(
                context, template, name, findings, sink.policy().together() > 1, sink.updates(), when, stored);
    }

    /** Alerts in a call: as many as the type takes at any time, or where a digest gathers them. */
    private static int together(TemplatedRoutes templates, Map<String, String> properties) {
        String type = properties.getOrDefault("type", "");
        Optional<String> ofDigest =
                properties.containsKey("digest") ? value(templates, type, properties, "digestSize") : Optional.empty();
        String text = ofDigest.or(() -> value(templates, type, properties, "together"))
                .orElse("1");
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "together, digestSize: expected 1 to 99999 alerts, but found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Optional<String> value(
            TemplatedRoutes templates, String type, Map<String, String> properties, String parameter) {
        return Optional.ofNullable(properties.get(parameter))
                .map(String::strip)
                .or(() -> templates.byDefault(type, parameter));
    }

    private Predicate predicate(String when) {
        try {
            return FindingCondition.of(when, context);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("when: " + e.getMessage(), e);
        }
    }

    private void makeRoute(TemplatedRoutes templates, String name, Map<String, String> properties) {
        checkTarget(name, properties);
        if (!properties.isEmpty()) {
            report(templates.add(name, properties));
        } else if (!isWrittenByHand("sink-" + name)) {
            LOG.errorf(
                    "outrider.sinks: %s: expected properties outrider.sink.%s.*, or a route that begins at"
                            + " direct:sink-%s, but found neither; its alerts wait until there is one",
                    name, name, name);
        }
    }

    private void makeMatchedSinks(List<String> names) {
        TemplatedRoutes sinks = new TemplatedRoutes(context, "matched", "outrider.matched.sink.", true);
        for (String name : names) {
            Map<String, String> properties = config.matched().sink().getOrDefault(name, Map.of());
            if (!properties.isEmpty()) {
                makeMatchedSink(sinks, name, properties);
            } else if (!isWrittenByHand("matched-" + name)) {
                LOG.errorf(
                        "outrider.matched.sinks: %s: expected properties outrider.matched.sink.%s.*, or a route that begins"
                                + " at direct:matched-%s, but found neither; batches with events that match cannot go through",
                        name, name, name);
            }
        }
    }

    private void makeMatchedSink(TemplatedRoutes sinks, String name, Map<String, String> properties) {
        try {
            report(sinks.add(name, credentials.in(properties)));
        } catch (IllegalArgumentException e) {
            LOG.errorf("outrider.matched.sink.%s.%s", name, e.getMessage());
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

    private void makeSource(TemplatedRoutes sources, String name, Map<String, String> properties) {
        try {
            SourceRoutes.of(name, credentials.in(properties))
                    .forEach((route, parameters) -> report(sources.add(route, parameters)));
        } catch (IllegalArgumentException e) {
            LOG.errorf("outrider.source.%s.%s", name, e.getMessage());
        }
    }

    private boolean isWrittenByHand(String entrance) {
        return context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals("direct://" + entrance));
    }

    private void checkTarget(String sink, Map<String, String> properties) {
        String type = properties.getOrDefault("type", "");
        SinkSettings settings = new SinkSettings(type, sink, properties);
        if (targets.knows(type)) {
            targets.of(settings);
            outbound.prepare(HttpOptions.of(settings));
        } else if (type.equals(EmailSink.TYPE)) {
            emailSink.check(settings);
        } else if (CefMessage.isSentBy(type)) {
            new CefMessage(settings);
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
