package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowKey;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.aggregate.AggregateController;

/** Completes the groups whose windows are to be closed, one by one, on the batch's own thread. */
public final class CloseDueWindows implements Processor {

    private final WindowGrouping grouping;
    private final AggregateController groups;

    public CloseDueWindows(WindowGrouping grouping, AggregateController groups) {
        this.grouping = grouping;
        this.groups = groups;
    }

    @Override
    public void process(Exchange exchange) {
        for (WindowKey key : grouping.due()) {
            if (groups.forceCompletionOfGroup(key.toString()) != 1) {
                grouping.fail(new IllegalStateException(
                        "expected to close the window " + key + ", but the aggregator has no such group"));
            }
        }
    }
}
