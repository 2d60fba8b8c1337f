package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.alert.Alert;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.detect.Detections;
import io.outrider.detect.GroupingSettings;
import io.outrider.policy.Alerts;
import io.outrider.rule.Detection;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The route {@code group} as it is shipped, against the faults of the Aggregate EIP that would lose alerts without a word: each
 * was seen with the settings that are Camel's defaults. Events are synthetic.
 */
class GroupRouteTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private static final GroupingSettings SETTINGS = ShippedRoutes.settings(true);

    private final Clock clock = Clock.fixed(START.plus(Duration.ofDays(400)), ZoneOffset.UTC);

    private GroupRoute route;

    @BeforeEach
    void start() throws Exception {
        route = new GroupRoute(clock, SETTINGS, null, rule(), shared(), correlation());
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private static Rule rule() {
        return GroupRoute.onProcesses("synthetic", new Predicate.Always());
    }

    private static Rule shared() {
        return GroupRoute.onProcesses(
                "shared", new Predicate.Matches("dest", new Predicate.Pattern.Wildcard("shared")));
    }

    /** Fires where two detections name one risk object. */
    private static Rule correlation() {
        Grouping byObject = new Grouping.By(
                List.of(new Key("risk_object", "risk_object")),
                List.of(Aggregation.of(Function.DISTINCT_COUNT, "source", "sources")),
                null);
        Stage.Search two = new Stage.Search(new Predicate.Compares("sources", Predicate.Order.AT_LEAST, "2"));
        return Rule.onDataset(
                Alerts.detection("correlation", "Correlation", 50, new Detection.RiskObject("dest", "system", 50)),
                "Risk.All_Risk",
                new Predicate.Always(),
                List.of(),
                byObject,
                List.of(two));
    }

    @Test
    void thousandsOfWindowsCloseInOneBatchWithoutADeepStack() {
        // Camel recurses from 700 completions on where they happen inside a split.
        int windows = 10_000;
        Instant[] times = new Instant[windows];
        for (int i = 0; i < windows; i++) {
            times[i] = START.plus(Duration.ofHours(i));
        }
        route.send("host", "a", 1, times);

        route.send(Detections.finishing());

        assertThat(route.alerts()).hasSize(windows);
    }

    @Test
    void alertsLeaveOnTheBatchsOwnThread() {
        route.send("host", "a", 1, START);

        route.send(Detections.finishing());

        assertThat(route.alertThreads()).containsExactly(Thread.currentThread());
    }

    @Test
    void failureInTheOutputOfTheAggregatorRollsTheBatchBack() {
        route.send("host", "a", 1, START);
        route.failing(true);

        assertThatThrownBy(() -> route.send(Detections.finishing()))
                .isInstanceOf(CamelExecutionException.class)
                .rootCause()
                .hasMessageContaining("synthetic failure");
        assertThat(route.alerts()).isEmpty();

        route.failing(false);
        route.send(Detections.finishing());
        assertThat(route.alerts()).hasSize(1);
        assertThat(route.counted()).isEqualTo(1);
    }

    @Test
    void threadsThatFeedTheSameWindowLoseAndRepeatNothing() throws Exception {
        long events = GroupRoute.feedOneWindow(List.of(route), 4, 200, START);

        route.send(Detections.finishing());

        assertThat(route.alerts()).hasSize(1);
        assertThat(route.counted()).isEqualTo(events);
    }

    @Test
    void detectionThatReadsRiskClosesAfterThoseThatGiveIt() {
        route.send("shared", "a", 1, START);
        route.send("host", "a", 2, START);

        route.send(Detections.finishing());

        assertThat(route.alerts())
                .extracting(alert -> alert.detection().id())
                .containsExactlyInAnyOrder("synthetic", "synthetic", "shared", "correlation")
                .endsWith("correlation");
        assertThat(route.alerts().get(route.alerts().size() - 1).row().get("risk_object"))
                .isEqualTo(Value.of("shared"));
    }

    @Test
    void allWindowsCloseThoughWhatIsSaidOpensAsManyThatReadRisk() {
        int hosts = 10_000;
        int hours = 3;
        for (int hour = 0; hour < hours; hour++) {
            List<Event> events = new ArrayList<>();
            for (int host = 0; host < hosts; host++) {
                events.add(GroupRoute.event("host" + host, "a", START.plus(Duration.ofHours(hour))));
            }
            route.send(route.detected(events, "a", hour + 1));
        }

        new CloseAllWindows(route.grouping()).with(route.template());

        assertThat(route.alerts()).hasSize(hours * hosts);
        assertThat(route.grouping().openWindows()).isZero();
    }

    @Test
    void riskOfABatchThatIsRolledBackIsRolledBackToo() {
        route.send("shared", "a", 1, START);
        route.failing(true);
        assertThatThrownBy(() -> route.send(Detections.finishing())).isInstanceOf(CamelExecutionException.class);

        route.failing(false);
        route.send(Detections.finishing());

        assertThat(route.alerts())
                .extracting(alert -> alert.detection().id(), Alert::revision)
                .containsExactly(tuple("shared", 0), tuple("synthetic", 0), tuple("correlation", 0));
    }
}
