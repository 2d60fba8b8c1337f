package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.WindowGrouping;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Remembers, in the batch's unit of work, how far its source unit has been read. */
public final class SavePosition implements Processor {

    private final WindowGrouping grouping;

    public SavePosition(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public void process(Exchange exchange) {
        grouping.savePosition(exchange.getMessage().getBody(Detections.class));
    }
}
