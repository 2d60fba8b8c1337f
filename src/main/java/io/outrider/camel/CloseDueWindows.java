package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowKey;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.aggregate.AggregateController;

/**
 * Completes the groups whose windows are to be closed, one by one, on the batch's own thread; last those of detections that
 * read what the others said.
 */
public final class CloseDueWindows implements Processor {

    private final WindowGrouping grouping;
    private final AggregateController groups;

    public CloseDueWindows(WindowGrouping grouping, AggregateController groups) {
        this.grouping = grouping;
        this.groups = groups;
    }

    @Override
    public void process(Exchange exchange) {
        for (List<WindowKey> due = grouping.due(); !due.isEmpty(); due = grouping.due()) {
            for (WindowKey key : due) {
                if (groups.forceCompletionOfGroup(key.toString()) != 1) {
                    grouping.fail(new IllegalStateException(
                            "expected to close the window " + key + ", but the aggregator has no such group"));
                    return;
                }
            }
        }
    }
}
