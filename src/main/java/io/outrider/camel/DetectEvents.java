package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.normalize.EventBatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Runs the detections on a batch: in {@link EventBatch}, out {@link Detections}. */
public final class DetectEvents implements Processor {

    private final Detector detector;

    public DetectEvents(Detector detector) {
        this.detector = detector;
    }

    @Override
    public void process(Exchange exchange) {
        EventBatch batch = exchange.getMessage().getBody(EventBatch.class);
        exchange.getMessage().setBody(detector.detect(batch));
    }
}
