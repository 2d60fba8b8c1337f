package io.outrider.camel;

import io.outrider.normalize.ReadAhead;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Fails the exchange if its input could not be read to the end: what could be read is through by then. */
public final class CheckInput implements Processor {

    @Override
    public void process(Exchange exchange) throws IOException {
        ReadAhead input = exchange.getVariable(StopInputOnFailure.INPUT, ReadAhead.class);
        if (input.failure().isPresent()) {
            throw input.failure().get();
        }
    }
}
