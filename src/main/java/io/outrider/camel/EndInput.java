package io.outrider.camel;

import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.ReadAhead;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;

/**
 * Makes the exchange the batch that says that its input has ended.
 *
 * <p>An input whose reading was interrupted, because the service stops, has not ended: the exchange goes no further, and its
 * file stays where it is, neither finished nor failed, to be read at the next start.
 */
public final class EndInput implements Processor {

    private final OpenInputs openInputs;
    private final AuditJoiners joiners;

    /** @param joiners of the units that are being read: what they still hold is in the last batch */
    public EndInput(OpenInputs openInputs, AuditJoiners joiners) {
        this.openInputs = openInputs;
        this.joiners = joiners;
    }

    @Override
    public void process(Exchange exchange) {
        ReadAhead input = exchange.getVariable(StopInputOnFailure.INPUT, ReadAhead.class);
        if (openInputs.interrupted() && input.aborted()) {
            leaveInPlace(exchange);
        } else {
            exchange.getMessage().setBody(joiners.end(input.unit(), input.endOffset()));
        }
    }

    // What the file source would do with the file hangs on the exchange's completion: handed to an exchange that never
    // completes, it is not done.
    private static void leaveInPlace(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions(new DefaultExchange(exchange.getContext()));
        exchange.setRouteStop(true);
    }
}
