package io.outrider.app;

import io.outrider.alert.Alert;
import io.outrider.alert.OcsfFinding;
import io.outrider.health.Examination;
import io.outrider.health.OperationalAlerts;
import io.outrider.health.OperationalMemory;
import io.outrider.health.Report;
import io.outrider.health.Told;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks how Outrider is while the service runs, on a thread of its own, and tells log and sinks of what began to be wrong or is over. */
@Singleton
final class HealthWatch {

    private static final Logger LOG = Logger.getLogger("outrider.health");

    // A look that waits for the store may take longer: then nothing is closed.
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private final Examination examination;
    private final OperationalAlerts alerts;
    private final OperationalMemory memory;
    private final OperationalSinks sinks;
    private final OcsfFinding findings;
    private final Clock clock;
    private final Duration interval;
    private volatile @Nullable Report report;
    private @Nullable ScheduledExecutorService looking;

    HealthWatch(
            Examination examination,
            OperationalAlerts alerts,
            OperationalMemory memory,
            OperationalSinks sinks,
            OcsfFinding findings,
            Clock clock,
            OutriderConfig config) {
        this.examination = examination;
        this.alerts = alerts;
        this.memory = memory;
        this.sinks = sinks;
        this.findings = findings;
        this.clock = clock;
        this.interval =
                WatchThread.checked("outrider.health.interval", config.health().interval(), false);
    }

    synchronized void start() {
        ScheduledExecutorService executor = WatchThread.of("outrider-health");
        looking = executor;
        executor.execute(this::goOn);
        executor.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void goOn() {
        try {
            goOn(memory.read());
        } catch (RuntimeException e) {
            LOG.error("It is not known which alerts about Outrider itself the process before left open", e);
        }
    }

    private void goOn(List<Told> before) {
        alerts.goOn(before);
        sinks.goOn(before);
        long open = before.stream().filter(told -> !told.isClosed()).count();
        if (open > 0) {
            LOG.infof(
                    open == 1
                            ? "%d alert about Outrider itself is open since before the start"
                            : "%d alerts about Outrider itself are open since before the start",
                    open);
        }
    }

    private void look() {
        try {
            Report now = examination.look();
            report = now;
            alerts.note(sinks.lacks());
            say(alerts.of(now));
        } catch (RuntimeException e) {
            LOG.error("It could not be looked how Outrider is; what was known stands", e);
        }
    }

    private void say(List<Alert> said) {
        // Before it is sent: what a killed process had sent is known to the next one.
        memory.keep(alerts.told());
        said.forEach(this::tell);
        sinks.say(said);
    }

    private void tell(Alert alert) {
        String line = alert.activity().caption() + " " + alert.severity().caption() + " " + alert.id() + " "
                + findings.message(alert);
        if (alert.activity() == Alert.Activity.CLOSE) {
            LOG.info(line);
        } else {
            LOG.warn(line);
        }
    }

    /** How it was at the last look; empty before the first, while the service starts. */
    Optional<Report> report() {
        return Optional.ofNullable(report);
    }

    /** Looks no more, closes what it said, and ends the way to the sinks. To be called while these run. */
    synchronized void stop() {
        boolean ended = false;
        try {
            if (looking != null) {
                looking.shutdown();
                ended = looking.awaitTermination(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            alerts.note(sinks.lacks());
            say(alerts.end(clock.instant()));
        }
        sinks.close();
        if (ended) {
            alerts.note(sinks.lacks());
            memory.keep(alerts.told());
            memory.close();
        }
    }
}
