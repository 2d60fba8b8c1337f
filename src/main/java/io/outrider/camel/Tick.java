package io.outrider.camel;

import io.outrider.detect.Detections;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the exchange a batch without events, which only lets time pass. */
public final class Tick implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(Detections.tick());
    }
}
