package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.Relief.Total;
import io.outrider.detect.StoreBound;
import io.outrider.detect.WindowGrouping;
import io.outrider.store.StoreException;
import io.outrider.store.StoreFullException;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the windows: where these are all that the store may hold, it has the oldest given up, in batches of their own, before a
 * batch that brings matches goes on. If that is not enough, the batch fails, as it does where the store cannot be written. Before a tick,
 * which may close windows, only such are given up that are closed already.
 */
public final class MakeRoom implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.store");

    private final StoreBound bound;
    private final WindowGrouping grouping;
    private final Clock clock;
    private volatile boolean held;
    // Both guarded by this.
    private Total told;
    private final LogPace pace = new LogPace();

    public MakeRoom(StoreBound bound, WindowGrouping grouping, Clock clock) {
        this.bound = bound;
        this.grouping = grouping;
        this.clock = clock;
        this.told = grouping.relieved();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Detections batch = exchange.getMessage().getMandatoryBody(Detections.class);
        boolean adds = !batch.deltas().isEmpty();
        if (adds && bound.isReached()) {
            make(exchange.getContext(), true);
        } else if (batch.isTick()) {
            beforeATick(exchange.getContext());
        }
    }

    private void beforeATick(CamelContext context) {
        try {
            if (bound.isReached()) {
                make(context, false);
            }
        } catch (StoreException e) {
            // If the tick has something to write, it tells.
            LOG.debug("The size of the store is not known: {}", e.getMessage());
        }
    }

    /** Tries again if there was no room the last time. @throws StoreFullException if there is still none */
    void ifHeld(CamelContext context) {
        if (held) {
            make(context, true);
        }
    }

    private void make(CamelContext context, boolean forMatches) {
        ProducerTemplate template = context.createProducerTemplate();
        try {
            if (forMatches) {
                bound.makeRoom(() -> relieve(template));
                held = false;
            } else {
                bound.keepRoom(() -> relieve(template));
            }
        } catch (StoreFullException e) {
            held = true;
            throw e;
        } finally {
            template.stop();
            tell();
        }
    }

    private static void relieve(ProducerTemplate template) {
        try {
            template.sendBody("direct:" + OrderlyStop.GROUP, Detections.relieving());
        } catch (CamelExecutionException e) {
            // As it would be without a route in between: sources know what to do where the store fails.
            if (e.getCause() instanceof StoreException failed) {
                throw failed;
            }
            throw e;
        }
    }

    private synchronized void tell() {
        Total now = grouping.relieved();
        long forgotten = now.forgotten() - told.forgotten();
        long early = now.early() - told.early();
        Instant moment = clock.instant();
        if (forgotten + early == 0 || !pace.isDue(moment)) {
            return;
        }
        LOG.warn(
                "To make room (outrider.store.max-size, outrider.grouping.spill.max-size), {} windows were closed early, their"
                        + " alerts are partial, and {} closed ones were forgotten before outrider.grouping.retention was over;"
                        + " more events of theirs are late. Closed early so far: {} windows{}",
                early,
                forgotten,
                now.early(),
                now.detections().isEmpty() ? "" : ", of " + names(now));
        told = now;
        pace.told(moment);
    }

    private static String names(Total total) {
        return String.join(", ", total.detections().stream().sorted().toList())
                + (total.moreDetections() ? " and others" : "");
    }
}
