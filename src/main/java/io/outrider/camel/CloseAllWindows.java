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

    /**
     * In as many batches as it takes, because of each the alerts are in memory at once.
     *
     * @throws RuntimeException if a batch fails
     */
    public void with(ProducerTemplate template) {
        int before;
        int open = Integer.MAX_VALUE;
        do {
            before = open;
            template.sendBody("direct:" + OrderlyStop.GROUP, Detections.finishing());
            open = grouping.openWindows();
        } while (open > 0 && open < before);
    }
}
