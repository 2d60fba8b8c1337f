package io.outrider.camel;

import io.outrider.normalize.EventBatch;
import io.outrider.normalize.RecordBatches;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the exchange the batch that says that its input has ended. */
public final class EndInput implements Processor {

    @Override
    public void process(Exchange exchange) {
        RecordBatches input = exchange.getVariable(StopInputOnFailure.INPUT, RecordBatches.class);
        exchange.getMessage().setBody(EventBatch.end(input.unit(), input.endOffset()));
    }
}
