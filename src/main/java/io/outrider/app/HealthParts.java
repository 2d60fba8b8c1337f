package io.outrider.app;

import io.outrider.camel.PlainText;
import io.outrider.camel.Statistics;
import io.outrider.detect.WindowGrouping;
import io.outrider.health.Examination;
import io.outrider.health.Level;
import io.outrider.health.Loss;
import io.outrider.health.OperationalAlerts;
import io.outrider.health.OperationalFile;
import io.outrider.health.OperationalMemory;
import io.outrider.health.StoreWatch;
import io.outrider.outbox.SinkWorkers;
import io.outrider.policy.AlertGate;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.RowStore;
import io.outrider.store.StoreProbe;
import io.outrider.store.StoreSize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.SupervisingRouteController;
import org.jspecify.annotations.Nullable;

/** Makes of the engine's parts what their health is looked at by: levels, losses, sinks, sources and the store. */
final class HealthParts {

    private static final long MEBIBYTE = 1024L * 1024;

    // Of a reason that a library gives: it is for a line.
    private static final int MOST_OF_A_REASON = 200;

    @Produces
    @Singleton
    Examination examination(
            Stores stores,
            WindowGrouping grouping,
            RowStore rows,
            ReceiveJournal journal,
            SinkWorkers workers,
            Statistics statistics,
            CamelContext camel,
            Clock clock,
            OutriderConfig config) {
        StoreProbe probe = stores.probe();
        return new Examination(
                new StoreWatch(
                        probe == null ? null : probe::write, () -> Optional.ofNullable(grouping.storeFailure()), clock),
                workers::conditions,
                levels(probe, stores.size(), grouping, rows, journal, config),
                () -> losses(statistics),
                () -> stopped(camel),
                notNegative("sink-fails-for", config.operationalAlerts().sinkFailsFor()),
                config.delivery().maximumDelay(),
                clock);
    }

    @Produces
    @Singleton
    OperationalAlerts operationalAlerts(OutriderConfig config) {
        return new OperationalAlerts(
                instance(config),
                notNegative("interval", config.operationalAlerts().interval()));
    }

    @Produces
    @Singleton
    OperationalMemory operationalMemory(OperationalSinks sinks, OutriderConfig config) {
        return sinks.isEmpty() || config.store().type() == OutriderConfig.Store.Type.NONE
                ? OperationalMemory.NONE
                : new OperationalFile(Path.of(config.store().directory()), instance(config));
    }

    private static String instance(OutriderConfig config) {
        return config.store().instance().map(String::strip).orElse("");
    }

    private static Duration notNegative(String property, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "outrider.operational-alerts." + property + ": expected 0 or more, but found " + duration);
        }
        return duration;
    }

    /** All levels but those of sinks. */
    private static List<Supplier<List<Level>>> levels(
            @Nullable StoreProbe probe,
            @Nullable StoreSize size,
            WindowGrouping grouping,
            RowStore rows,
            ReceiveJournal journal,
            OutriderConfig config) {
        List<Supplier<List<Level>>> levels = new ArrayList<>();
        levels.add(one(() -> Level.of(
                "rows-in-memory",
                grouping.rowsInMemory(),
                config.grouping().maxRows(),
                "rows",
                "outrider.grouping.max-rows",
                null)));
        levels.add(one(() -> Level.of(
                "spill-file",
                rows.used(),
                rows.most(),
                "bytes",
                "outrider.grouping.spill.max-size",
                "matches are in no row")));
        if (size != null) {
            levels.add(one(() -> Level.of(
                    "store",
                    size.used(),
                    size.most(),
                    "bytes",
                    "outrider.store.max-size",
                    "the oldest windows are given up, then input waits")));
        }
        levels.add(() -> journals(journal, config.store().journal().maxSize() * MEBIBYTE));
        if (probe != null) {
            levels.add(one(() -> Level.of(
                    "dead-letters",
                    probe.deadLetters(),
                    config.deadLetters().maxCount(),
                    "letters",
                    "outrider.dead-letters.max-count",
                    "the oldest are deleted")));
            levels.add(one(() ->
                    Level.of("held-back", probe.heldBack(), AlertGate.MOST_LISTED, "alerts", "a fixed bound", null)));
        }
        return levels;
    }

    private static Supplier<List<Level>> one(Supplier<Level> level) {
        return () -> List.of(level.get());
    }

    private static List<Level> journals(ReceiveJournal journal, long most) {
        List<Level> levels = new ArrayList<>();
        new TreeMap<>(journal.sizes())
                .forEach((source, used) -> levels.add(new Level(
                        "receive-journal",
                        source,
                        false,
                        used,
                        most,
                        "bytes",
                        "outrider.store.journal.max-size",
                        "senders wait")));
        return levels;
    }

    private static List<Loss> losses(Statistics statistics) {
        List<Loss> losses = new ArrayList<>();
        losses.add(new Loss(
                "matches-without-room",
                "",
                false,
                statistics.counts().withoutRoom(),
                "matches are in no row, because the spill file is full",
                ""));
        statistics
                .streams()
                .forEach((source, counts) -> losses.add(new Loss(
                        "messages-lost",
                        source,
                        false,
                        counts.dropped() + counts.unseen() + counts.setAside(),
                        "messages to " + source + " were thrown away for want of room, or set aside",
                        counts.problem())));
        return losses;
    }

    /** Sources whose route could not be started, and why. */
    private static Map<String, String> stopped(CamelContext camel) {
        Map<String, String> stopped = new TreeMap<>();
        if (camel.getRouteController().isSupervising()) {
            SupervisingRouteController routes = camel.getRouteController().supervising();
            List<Route> failed = new ArrayList<>(routes.getRestartingRoutes());
            failed.addAll(routes.getExhaustedRoutes());
            for (Route route : failed) {
                // Camel knows it from the second try on, seconds later: what starts then is nobody's concern.
                Throwable reason = routes.getRestartException(route.getRouteId());
                if (reason != null && !route.getEndpoint().getEndpointUri().startsWith("direct:")) {
                    stopped.put(route.getRouteId().replaceFirst("^source-", ""), line(reason));
                }
            }
        }
        return stopped;
    }

    private static String line(Throwable failure) {
        String text = PlainText.line(Reason.of(failure));
        return text.length() <= MOST_OF_A_REASON ? text : text.substring(0, MOST_OF_A_REASON);
    }
}
