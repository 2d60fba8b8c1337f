package io.outrider.camel;

import io.outrider.normalize.ReadAhead;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * Ends the reading of an input when one of its batches fails: Camel's splitter would otherwise go on and cut all that remains.
 * The input is in the variable {@value #INPUT}.
 */
public final class StopInputOnFailure implements Policy {

    /** Exchange variable: the {@link ReadAhead} that is being read. */
    public static final String INPUT = "input";

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            boolean through = false;
            try {
                steps.process(exchange);
                through = !exchange.isFailed();
            } finally {
                if (!through) {
                    exchange.getVariable(INPUT, ReadAhead.class).abort();
                }
            }
        };
    }
}
