package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.normalize.EventBatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Runs the detections on a batch: in {@link EventBatch}, out {@link Detections}. The variable {@value #MATCHED} holds the events that
 * matched, where they are named and there are any.
 */
public final class DetectEvents implements Processor {

    /** Exchange variable: a list of {@link io.outrider.detect.MatchedEvent}. */
    public static final String MATCHED = "matched";

    private final Detector detector;

    public DetectEvents(Detector detector) {
        this.detector = detector;
    }

    @Override
    public void process(Exchange exchange) {
        EventBatch batch = exchange.getMessage().getBody(EventBatch.class);
        Detections detections = detector.detect(batch);
        if (detections.matchedEvents().isEmpty()) {
            // A batch that is tried again may have lost those that it had: they are in the windows by now.
            exchange.removeVariable(MATCHED);
        } else {
            exchange.setVariable(MATCHED, detections.matchedEvents());
        }
        exchange.getMessage().setBody(detections);
    }
}
