package io.outrider.camel;

import io.outrider.detect.WindowDelta;
import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowTable;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Merges a batch's {@link WindowDelta} into its window's {@link WindowTable}. */
public final class MergeWindows implements AggregationStrategy {

    private final WindowGrouping grouping;

    public MergeWindows(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange window, Exchange change) {
        WindowDelta delta = change.getMessage().getBody(WindowDelta.class);
        Exchange group = window == null ? change : window;
        if (window == null) {
            group.getMessage().setBody(grouping.open(delta));
        }
        grouping.merge(group.getMessage().getBody(WindowTable.class), delta);
        return group;
    }
}
