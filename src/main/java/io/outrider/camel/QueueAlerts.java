package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.detect.WindowGrouping;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the sinks' workers of a batch's alerts, which are in the variable {@value BatchUnitOfWork#ALERTS}. With a store they are in the
 * outbox since the commit; without one they come into it here. Where several instances share the store, it tells them too whose alerts are
 * theirs.
 */
public final class QueueAlerts implements Processor {

    private final Outbox outbox;
    private final SinkWorkers workers;
    private final WindowGrouping grouping;
    private final Clock clock;

    public QueueAlerts(Outbox outbox, SinkWorkers workers, WindowGrouping grouping, Clock clock) {
        this.grouping = grouping;
        this.outbox = outbox;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        workers.serve(grouping.slots());
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
