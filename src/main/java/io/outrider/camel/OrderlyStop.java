package io.outrider.camel;

import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops in the order in which events flow: first the sources, those that read after the batch that each is at, those that are
 * sent to once what they have is through; then all windows are closed, marked partial, if they are in memory only; then the sinks'
 * workers, which go on until their alerts are sent if these are in memory only; then Camel stops the rest.
 */
public final class OrderlyStop extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.stop");
    static final String GROUP = "group";

    private final OpenInputs openInputs;
    private final OpenStreams openStreams;
    private final CloseAllWindows closeAllWindows;
    private final Outbox outbox;
    private final SinkWorkers workers;
    private final Statistics statistics;
    private final AutoCloseable operational;

    // Of a service without a store, whose alerts end with it: below the time that supervisors give a process to end.
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(30);

    public OrderlyStop(
            OpenInputs openInputs,
            OpenStreams openStreams,
            CloseAllWindows closeAllWindows,
            Outbox outbox,
            SinkWorkers workers,
            Statistics statistics,
            AutoCloseable operational) {
        this.openInputs = openInputs;
        this.openStreams = openStreams;
        this.closeAllWindows = closeAllWindows;
        this.outbox = outbox;
        this.workers = workers;
        this.statistics = statistics;
        this.operational = operational;
    }

    @Override
    public void onContextStarting(CamelContext context) throws VetoCamelContextStartException {}

    @Override
    public void onContextStopping(CamelContext context) {
        openInputs.interrupt();
        openStreams.drain();
        sources(context).forEach(routeId -> stop(context, routeId));
        if (context.getRoute(GROUP) != null) {
            closeWindows(context);
        }
        stopDeliveries();
        LOG.info("Since the start: {}", statistics.counts().line());
        statistics.streams().forEach((name, counts) -> LOG.info("Since the start: {}: {}", name, counts.line()));
    }

    private void stopDeliveries() {
        try {
            if (!outbox.isDurable()) {
                workers.drain(LAST_DELIVERIES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Alerts wait that were perhaps not sent: {}", e.getMessage());
        }
        workers.close();
        try {
            operational.close();
        } catch (Exception e) {
            LOG.warn("Alerts about Outrider itself wait that were perhaps not sent: {}", e.getMessage());
        }
    }

    private void closeWindows(CamelContext context) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            closeAllWindows.unlessDurable(template);
        } catch (IOException | RuntimeException e) {
            LOG.error("Open windows were not closed: {}", e.getMessage());
        }
    }

    /** The routes that something outside begins: all but those that another route calls. */
    private static List<String> sources(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> !route.getEndpoint().getEndpointUri().startsWith("direct:"))
                .map(Route::getId)
                .toList();
    }

    private static void stop(CamelContext context, String routeId) {
        try {
            context.getRouteController().stopRoute(routeId);
        } catch (Exception e) {
            LOG.warn("{} did not stop: {}", routeId, e.getMessage());
        }
    }
}
