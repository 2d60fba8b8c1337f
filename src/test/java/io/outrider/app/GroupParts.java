package io.outrider.app;

import io.outrider.camel.Statistics;
import io.outrider.detect.WindowGrouping;
import java.util.Map;
import org.apache.camel.processor.aggregate.AggregateController;

/** The parts of the route {@code group} by their names, made as the application makes them: a change there is one in its tests. */
public final class GroupParts {

    private GroupParts() {}

    /** All but {@code makeRoom} and {@code queueAlerts}, which need more than a grouping. */
    public static Map<String, Object> of(WindowGrouping grouping) {
        RouteParts parts = new RouteParts();
        AggregateController controller = parts.windowController();
        return Map.of(
                "batchUnitOfWork", parts.batchUnitOfWork(grouping, new Statistics()),
                "mergeWindows", parts.mergeWindows(grouping),
                "windowRepository", parts.windowRepository(grouping),
                "windowController", controller,
                "sameThread", parts.sameThread(),
                "closeWindow", parts.closeWindow(grouping),
                "closeDueWindows", parts.closeDueWindows(grouping, controller),
                "savePosition", parts.savePosition(grouping),
                "tick", parts.tick());
    }
}
