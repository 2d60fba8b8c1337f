package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.detect.Detections;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.store.EmptyDatabase;
import io.outrider.store.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The route {@code group} as it is shipped over a real PostgreSQL: threads in the aggregator, each in a transaction of its own, stored
 * fewer matches than came, or waited for each other for ever, where each took the two locks in its own order. Events are synthetic.
 */
class GroupRoutePostgresTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final Rule RULE = GroupRoute.onProcesses("synthetic", new Predicate.Always());
    private static final int THREADS = 3;
    private static final int BATCHES = 50;

    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();

    private final SettableClock clock = new SettableClock(START.plus(Duration.ofHours(2)));

    private GroupRoute begun(StateStore state) throws Exception {
        return new GroupRoute(clock, GroupRouteStoreTest.settings(), state, RULE);
    }

    @Test
    void threadsThatFeedTheSameWindowWaitForTheAggregatorAndTheDatabaseInOneOrder() throws Exception {
        long events;
        try (GroupRoute route = begun(DATABASE.get().alone())) {
            events = GroupRoute.feedOneWindow(List.of(route), THREADS, BATCHES, START);
        }

        try (GroupRoute route = begun(DATABASE.get().alone())) {
            GroupRoute.passWindow(List.of(route), THREADS, BATCHES, END);

            assertThat(route.alerts()).hasSize(1);
            assertThat(route.counted()).isEqualTo(events);
        }
    }

    @Test
    void instancesWhoseThreadsFeedTheSameWindowLoseAndRepeatNothing() throws Exception {
        try (GroupRoute one = begun(DATABASE.get().open("one"));
                GroupRoute two = begun(DATABASE.get().open("two"))) {
            List<GroupRoute> both = List.of(one, two);
            long events = GroupRoute.feedOneWindow(both, THREADS, BATCHES, START);
            GroupRoute.passWindow(both, THREADS, BATCHES, END);
            // Windows of several instances close at ticks, when these have told each other how far their units came.
            for (int i = 0; i < 3; i++) {
                one.send(Detections.tick());
                two.send(Detections.tick());
            }

            assertThat(both)
                    .flatExtracting(GroupRoute::alerts)
                    .extracting(Alert::count)
                    .containsExactly(events);
        }
    }
}
