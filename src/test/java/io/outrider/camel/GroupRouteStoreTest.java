package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.camel.FailingRepository.Call;
import io.outrider.detect.Detections;
import io.outrider.detect.GroupingSettings;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.store.SqlStateStore;
import io.outrider.store.States;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The route {@code group} as it is shipped over a file of SQLite, against those faults of the Aggregate EIP that hang on its
 * repository: groups that an error strands, timers that a restart sets anew, two locks. Events are synthetic.
 */
class GroupRouteStoreTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration UPDATE_INTERVAL = Duration.ofMinutes(10);
    private static final int WINDOWS = 10;
    // Each has a window of its own, of the same hour.
    private static final Rule[] RULES = IntStream.range(0, WINDOWS)
            .mapToObj(i -> GroupRoute.onProcesses(
                    "synthetic-" + i, new Predicate.Matches("dest", new Predicate.Pattern.Wildcard("host"))))
            .toArray(Rule[]::new);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(START);

    private DataSource database;
    private GroupRoute route;

    @BeforeEach
    void start() throws Exception {
        database = States.file(directory);
        route = begun();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    /** Windows of an hour that close as soon as event time has passed them, and are never idle. */
    static GroupingSettings settings() {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofHours(24),
                UPDATE_INTERVAL,
                10_000,
                250_000,
                false,
                false);
    }

    private GroupRoute begun() throws Exception {
        return new GroupRoute(clock, settings(), new SqlStateStore(database, "test"), RULES);
    }

    private void restart() throws Exception {
        route.close();
        route = begun();
    }

    /** Event time passes the hour. */
    private void passAll(String unit) {
        route.send("later", unit, 2, START.plus(Duration.ofHours(1)));
    }

    private void eachWindowIsSaidOnceWithACountOf(long count) {
        assertThat(route.alerts()).hasSize(WINDOWS);
        assertThat(route.alerts()).extracting(Alert::id).doesNotHaveDuplicates();
        assertThat(route.alerts()).allSatisfy(alert -> {
            assertThat(alert.count()).isEqualTo(count);
            assertThat(alert.revision()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "ADD"})
    void errorOfTheRepositoryWhileWindowsAreFedRollsTheBatchBack(Call call) throws Exception {
        clock.set(START.plus(Duration.ofHours(1)));
        route.repository().failOnce(call, 3);

        assertThatThrownBy(() -> route.send("host", "a", 1, START))
                .isInstanceOf(CamelExecutionException.class)
                .rootCause()
                .hasMessage("synthetic failure of the repository: " + call);
        assertThat(route.grouping().openWindows()).isZero();
        assertThat(route.grouping().position("a")).isZero();

        route.send("host", "a", 1, START);
        passAll("a");
        eachWindowIsSaidOnceWithACountOf(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "REMOVE"})
    void errorOfTheRepositoryWhileWindowsCloseStrandsNone(Call call) throws Exception {
        clock.set(START.plus(Duration.ofHours(1)));
        route.send("host", "a", 1, START);

        // Three of ten groups, as Camel's own timer left them in its repository for good.
        for (int group : List.of(1, 4, 7)) {
            route.repository().failOnce(call, group);
            assertThatThrownBy(() -> passAll("a"))
                    .isInstanceOf(CamelExecutionException.class)
                    .rootCause()
                    .hasMessage("synthetic failure of the repository: " + call);
            assertThat(route.repository().hasFailed()).isTrue();
            assertThat(route.alerts()).isEmpty();
        }

        passAll("a");
        eachWindowIsSaidOnceWithACountOf(1);
        route.send(Detections.tick());
        assertThat(route.alerts()).hasSize(WINDOWS);
    }

    @Test
    void windowsWhoseClosingFailedCloseBehindARestart() throws Exception {
        clock.set(START.plus(Duration.ofHours(1)));
        route.send("host", "a", 1, START);
        route.repository().failOnce(Call.REMOVE, 4);
        assertThatThrownBy(() -> passAll("a")).isInstanceOf(CamelExecutionException.class);

        restart();
        passAll("a");

        eachWindowIsSaidOnceWithACountOf(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void windowIsDueAtTheMomentAtWhichItWasDueBeforeARestart(boolean restarted) throws Exception {
        clock.set(START.plus(Duration.ofMinutes(10)));
        route.send("host", "a", 1, clock.instant());
        clock.set(START.plus(Duration.ofMinutes(59)));
        if (restarted) {
            restart();
        }

        clock.set(START.plus(Duration.ofHours(1)));
        route.send("host", "a", 2, START.plus(Duration.ofHours(1)).minusMillis(1));
        route.send(Detections.tick());
        assertThat(route.alerts()).isEmpty();

        route.send("later", "a", 3, START.plus(Duration.ofHours(1)));
        eachWindowIsSaidOnceWithACountOf(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void updateIsDueAtTheMomentAtWhichItWasDueBeforeARestart(boolean restarted) throws Exception {
        Instant closed = START.plus(Duration.ofHours(1));
        clock.set(closed);
        route.send("host", "a", 1, START);
        passAll("a");
        route.send("host", "a", 3, START);
        int before = WINDOWS;
        assertThat(route.alerts()).hasSize(before);
        clock.set(closed.plus(UPDATE_INTERVAL).minusSeconds(60));
        if (restarted) {
            restart();
            before = 0;
        }

        clock.set(closed.plus(UPDATE_INTERVAL).minusMillis(1));
        route.send(Detections.tick());
        assertThat(route.alerts()).hasSize(before);

        clock.set(closed.plus(UPDATE_INTERVAL));
        route.send(Detections.tick());
        assertThat(route.alerts().subList(before, route.alerts().size()))
                .hasSize(WINDOWS)
                .allSatisfy(update -> {
                    assertThat(update.revision()).isEqualTo(1);
                    assertThat(update.count()).isEqualTo(2);
                });
    }

    @Test
    void threadsThatFeedTheSameWindowWaitForTheAggregatorAndTheFileInOneOrder() throws Exception {
        clock.set(START.plus(Duration.ofHours(2)));
        long events = GroupRoute.feedOneWindow(List.of(route), 4, 100, START);
        // What memory knows is not what is shown.
        restart();

        GroupRoute.passWindow(List.of(route), 4, 100, START.plus(Duration.ofHours(1)));

        eachWindowIsSaidOnceWithACountOf(events);
    }
}
