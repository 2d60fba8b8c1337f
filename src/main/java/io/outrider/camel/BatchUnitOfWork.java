package io.outrider.camel;

import io.outrider.detect.BatchOutcome;
import io.outrider.detect.Detections;
import io.outrider.detect.WindowGrouping;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * Makes the steps that it wraps one change of the windows: committed if all of them succeed, else rolled back as if the batch
 * had not been. Leaves the batch's alerts in the variable {@value #ALERTS}, and what no alert could take, if there is any, in {@value
 * #SET_ASIDE}.
 */
public final class BatchUnitOfWork implements Policy {

    /** Exchange variable: the changes that the batch makes to windows, for the steps. */
    public static final String DELTAS = "deltas";

    /** Exchange variable: the alerts of the batch. */
    public static final String ALERTS = "alerts";

    /** Exchange variable: late rows and failures of rules. */
    public static final String SET_ASIDE = "setAside";

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
            Detections batch = grouping.begin(exchange.getMessage().getBody(Detections.class));
            exchange.getMessage().setBody(batch);
            exchange.setVariable(DELTAS, batch.deltas());
            boolean ended = false;
            try {
                steps.process(exchange);
                if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
                    // A commit that fails has rolled back by itself.
                    ended = true;
                    BatchOutcome outcome = grouping.commit();
                    tell(exchange, outcome);
                    statistics.committed(batch, outcome);
                }
            } finally {
                if (!ended) {
                    grouping.rollback();
                }
            }
        };
    }

    private static void tell(Exchange exchange, BatchOutcome outcome) {
        exchange.setVariable(ALERTS, outcome.alerts());
        List<Object> setAside = new ArrayList<>(outcome.late());
        setAside.addAll(outcome.failures());
        if (!setAside.isEmpty()) {
            exchange.setVariable(SET_ASIDE, setAside);
        }
    }
}
