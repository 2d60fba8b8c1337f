package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the sinks' workers of a batch's alerts, which are in the variable {@value BatchUnitOfWork#ALERTS}. With a store they are in the
 * outbox since the commit; without one they come into it here.
 */
public final class QueueAlerts implements Processor {

    private final Outbox outbox;
    private final SinkWorkers workers;
    private final Clock clock;

    public QueueAlerts(Outbox outbox, SinkWorkers workers, Clock clock) {
        this.outbox = outbox;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        List<?> said = exchange.getVariable(BatchUnitOfWork.ALERTS, List.class);
        if (said.isEmpty()) {
            return;
        }
        if (outbox instanceof MemoryOutbox memory) {
            memory.add(said.stream().map(Alert.class::cast).toList(), clock.instant());
        }
        workers.wake();
    }
}
