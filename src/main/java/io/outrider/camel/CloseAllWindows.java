package io.outrider.camel;

import io.outrider.detect.Detections;
import io.outrider.detect.WindowGrouping;
import org.apache.camel.ProducerTemplate;

/** Closes all open windows: the input has ended, or the service stops. */
public final class CloseAllWindows {

    private final WindowGrouping grouping;

    public CloseAllWindows(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    /** Closes them where they would be lost with the process: what outlives it stays as it is. */
    void unlessDurable(ProducerTemplate template) {
        if (!grouping.isDurable()) {
            with(template);
        } else {
            // What waits for a transaction.
            template.sendBody("direct:" + OrderlyStop.GROUP, Detections.tick());
        }
    }

    /**
     * In as many batches as it takes, because of each the alerts are in memory at once.
     *
     * @throws RuntimeException if a batch fails
     */
    public void with(ProducerTemplate template) {
        long before;
        do {
            before = grouping.closings();
            template.sendBody("direct:" + OrderlyStop.GROUP, Detections.finishing());
            // What was said may have opened windows of detections that read risk, so there may be more of them than
            // before.
        } while (grouping.openWindows() > 0 && grouping.closings() > before);
    }
}
