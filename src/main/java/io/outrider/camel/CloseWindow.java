package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowTable;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Closes a completed group's window. An exception here would only be logged by the aggregator, so it fails the batch by hand. */
public final class CloseWindow implements Processor {

    private final WindowGrouping grouping;

    public CloseWindow(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public void process(Exchange exchange) {
        try {
            grouping.close(exchange.getMessage().getBody(WindowTable.class));
        } catch (RuntimeException e) {
            grouping.fail(e);
        }
    }
}
