package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.WindowGrouping;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.spi.UnitOfWork;

/**
 * Makes the steps that it wraps one change of the windows: committed if all of them succeed, else rolled back as if the batch
 * had not been. Leaves the {@link WindowGrouping.Outcome} in the exchange property {@value #OUTCOME}.
 */
public final class BatchUnitOfWork implements Policy {

    /** Exchange property: what the batch has to say. */
    public static final String OUTCOME = "outriderOutcome";

    private final WindowGrouping grouping;
    private final Statistics statistics;

    public BatchUnitOfWork(WindowGrouping grouping, Statistics statistics) {
        this.grouping = grouping;
        this.statistics = statistics;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            Detections batch = exchange.getMessage().getBody(Detections.class);
            grouping.begin(batch);
            boolean committed = false;
            try {
                runTransacted(steps, exchange);
                if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
                    committed = true;
                    WindowGrouping.Outcome outcome = grouping.commit();
                    exchange.setProperty(OUTCOME, outcome);
                    statistics.committed(batch, outcome);
                }
            } finally {
                if (!committed) {
                    grouping.rollback();
                }
            }
        };
    }

    // A transacted unit of work keeps Camel from recursing into each completed group: some 700 of them end in a
    // StackOverflowError otherwise.
    private void runTransacted(Processor steps, Exchange exchange) throws Exception {
        UnitOfWork unitOfWork = exchange.getUnitOfWork();
        unitOfWork.beginTransactedBy(this);
        try {
            steps.process(exchange);
        } finally {
            unitOfWork.endTransactedBy(this);
        }
    }
}
