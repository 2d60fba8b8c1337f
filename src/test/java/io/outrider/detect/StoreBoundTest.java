package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.cim.Event;
import io.outrider.rule.Rule;
import io.outrider.store.Growth;
import io.outrider.store.MemoryRowStore;
import io.outrider.store.OutboxStore;
import io.outrider.store.OutboxStore.Progress;
import io.outrider.store.PostgresServer;
import io.outrider.store.RowStore;
import io.outrider.store.SharedDatabase;
import io.outrider.store.SqlOutboxStore;
import io.outrider.store.SqlStateStore;
import io.outrider.store.SqlStoreSize;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import io.outrider.store.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decision 20: a store that is full never stops input for good while there are windows, whatever these wait for. Events are made up. */
class StoreBoundTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final int PLENTY = 250_000;
    private static final Duration NEVER = Duration.ofDays(30);
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final Rule RULE = Synthetic.rule("hosts", byThoseThatHave("host", count()));

    // A row of its own each, and some 30 kB in a batch.
    private static final int EVENTS = 50;
    private static final int BATCHES_OF_AN_HOUR = 4;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));

    /** @param lateness what windows wait for */
    private static GroupingSettings settings(Duration lateness, int maxRows) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                lateness,
                NEVER,
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                maxRows,
                false,
                false);
    }

    private static List<Event> batch(int number) {
        Instant hour = NOON.plus(Duration.ofHours(number / BATCHES_OF_AN_HOUR));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String host = "host-" + number + "-" + i + "-" + "x".repeat(500);
            events.add(Synthetic.event(hour.plusSeconds(i), "host", host));
        }
        return events;
    }

    /** A service: what makeRoom does before each batch that brings matches, and a sink. */
    private static final class Service implements AutoCloseable {

        final GroupingDriver driver;
        final StoreBound bound;
        final @Nullable SqlStoreSize size;
        private final @Nullable StateStore state;
        private final @Nullable OutboxStore outbox;
        final List<Alert> ofRelief = new ArrayList<>();
        int reliefs;
        long largest;

        Service(
                GroupingSettings settings,
                SettableClock clock,
                List<Rule> rules,
                @Nullable RowStore rows,
                @Nullable StateStore state,
                @Nullable OutboxStore outbox,
                @Nullable SqlStoreSize size) {
            this.state = state;
            this.outbox = outbox;
            this.size = size;
            driver = new GroupingDriver(settings, clock, rules, rows, state);
            driver.grouping().resume();
            bound = new StoreBound(driver.grouping(), size);
        }

        static Service over(
                DataSource database, long most, GroupingSettings settings, SettableClock clock, List<Rule> rules) {
            return new Service(
                    settings,
                    clock,
                    rules,
                    new MemoryRowStore(),
                    new SqlStateStore(database, "test"),
                    new SqlOutboxStore(database, "test"),
                    new SqlStoreSize(database, "test", most, null, clock));
        }

        BatchOutcome feed(String unit, List<Event> events) {
            if (bound.isReached()) {
                bound.makeRoom(() -> {
                    reliefs++;
                    ofRelief.addAll(driver.run(Detections.relieving()).alerts());
                    send();
                });
            }
            BatchOutcome outcome = driver.feed(unit, events);
            if (size != null) {
                largest = Math.max(largest, size.used());
            }
            return outcome;
        }

        boolean sinkIsDead;

        void send() {
            if (outbox != null && !sinkIsDead) {
                outbox.write(new Progress("soc", outbox.last(Long.MAX_VALUE), List.of(), List.of()));
                outbox.trim(0, Long.MAX_VALUE);
            }
        }

        @Override
        public void close() {
            if (state != null) {
                state.close();
            }
            if (outbox != null) {
                outbox.close();
            }
            if (size != null) {
                size.close();
            }
        }
    }

    private static long counted(List<Alert> alerts) {
        return alerts.stream().mapToLong(Alert::count).sum();
    }

    @Test
    void inputGoesOnThoughNoWindowMayEverCloseByTheWatermark() {
        int batches = 200;
        try (Service service =
                Service.over(States.file(directory), MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            for (int i = 0; i < batches; i++) {
                service.feed("unit", batch(i));
                service.send();
            }
            Relief.Total total = service.driver.grouping().relieved();
            assertThat(total.early()).as("of 50 windows").isBetween(35L, 50L);
            assertThat(total.detections()).containsExactly("Synthetic hosts");
            assertThat(total.moreDetections()).isFalse();
            assertThat(service.ofRelief).isNotEmpty().allMatch(Alert::partial);
            assertThat(service.driver.late())
                    .as("the oldest went, not the one at hand")
                    .isEmpty();
            assertThat(service.largest).as("by a batch").isLessThan(MEBIBYTE + MEBIBYTE / 4);
            clock.advance(NEVER.plus(NEVER));
            service.driver.tick();
            assertThat(counted(service.driver.alerts())).isEqualTo((long) batches * EVENTS);
            assertThat(service.driver.alerts()).extracting(Alert::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void windowsThatAreClosedGoBeforeAnyIsClosedEarly() {
        int batches = 200;
        try (Service service =
                Service.over(States.file(directory), 2 * MEBIBYTE, settings(SOON, PLENTY), clock, List.of(RULE))) {
            for (int i = 0; i < batches; i++) {
                service.feed("unit", batch(i));
                service.send();
            }
            Relief.Total total = service.driver.grouping().relieved();
            assertThat(total.forgotten()).isPositive();
            assertThat(total.closed()).isZero();
            assertThat(service.driver.alerts()).noneMatch(Alert::partial);
            service.feed("another", batch(0));
            assertThat(service.driver.late().size())
                    .as("as behind the retention")
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void windowsThatCloseInTheirTimeHaveOnlySuchForgottenThatAreClosed() {
        try (Service service =
                Service.over(States.file(directory), MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            int taken = 0;
            while (!service.bound.isReached()) {
                service.driver.feed("unit", batch(taken++));
            }
            service.bound.keepRoom(() -> service.driver.run(Detections.relieving()));
            assertThat(service.driver.grouping().relieved().closed()).isZero();
            assertThat(service.driver.alerts()).isEmpty();

            clock.advance(NEVER.plus(NEVER));
            service.driver.tick();
            service.send();
            service.bound.keepRoom(() -> service.driver.run(Detections.relieving()));

            assertThat(service.driver.grouping().relieved().forgotten()).isPositive();
            assertThat(service.bound.isReached()).isFalse();
            assertThat(counted(service.driver.alerts())).isEqualTo((long) taken * EVENTS);
            assertThat(service.driver.alerts()).noneMatch(Alert::partial);
        }
    }

    @Test
    void windowThatHadPassedIsNotPartialThoughItIsClosedToMakeRoom() {
        try (Service service =
                Service.over(States.file(directory), MEBIBYTE, settings(SOON, PLENTY), clock, List.of(RULE))) {
            service.feed("unit", batch(0));
            clock.advance(NEVER);
            service.driver.run(Detections.relieving());
            assertThat(service.driver.alerts()).hasSize(EVENTS).noneMatch(Alert::partial);
            assertThat(service.driver.grouping().relieved().early()).isZero();
        }
    }

    @Test
    void inputWaitsWhereNoWindowIsLeftAndGoesOnWhenTheSinkIsBack() {
        try (Service service =
                Service.over(States.file(directory), MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            service.send();
            service.sinkIsDead = true;
            int taken = 0;
            StoreFullException full = null;
            for (int tries = 0; tries < 100; tries++) {
                try {
                    service.feed("unit", batch(taken));
                    taken++;
                } catch (StoreFullException e) {
                    full = e;
                }
            }
            assertThat(full)
                    .hasMessageContaining("outrider.store.max-size")
                    .hasMessageContaining("alerts that wait")
                    .hasMessageContaining("outrider deadletter drop");
            int at = taken;
            assertThatThrownBy(() -> service.feed("unit", batch(at))).isInstanceOf(StoreFullException.class);
            assertThat(service.driver.grouping().openWindows()).isZero();
            assertThat(service.largest).isLessThan(MEBIBYTE + MEBIBYTE / 4);
            service.driver.tick();

            service.sinkIsDead = false;
            service.send();
            service.feed("unit", batch(taken + BATCHES_OF_AN_HOUR));

            clock.advance(NEVER.plus(NEVER));
            service.driver.tick();
            assertThat(counted(service.driver.alerts())).isEqualTo((taken + 1L) * EVENTS);
        }
    }

    @Test
    void processThatGoesOnKnowsWhatWasGivenUp() {
        DataSource database = States.file(directory);
        try (Service service = Service.over(database, MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            for (int i = 0; i < 100; i++) {
                service.feed("unit", batch(i));
                service.send();
            }
            assertThat(service.ofRelief).isNotEmpty();
        }
        try (Service service = Service.over(database, MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            service.feed("another", batch(0));
            assertThat(service.driver.late().size()).isEqualTo(EVENTS);
            service.feed("unit", batch(100));
            assertThat(service.driver.late().size()).isEqualTo(EVENTS);
        }
    }

    @Test
    void sinksHaveAMomentToMakeRoomBeforeMoreWindowsAreClosedEarly() {
        try (Service service =
                Service.over(States.file(directory), MEBIBYTE, settings(NEVER, PLENTY), clock, List.of(RULE))) {
            service.send();
            service.sinkIsDead = true;
            int taken = 0;
            while (service.reliefs == 0 && taken < 1_000) {
                try {
                    service.feed("unit", batch(taken));
                    taken++;
                } catch (StoreFullException e) {
                    assertThat(service.reliefs).isPositive();
                }
            }
            assertThat(service.driver.grouping().openWindows())
                    .as("not all at once, though none of them gave room")
                    .isPositive();
            service.sinkIsDead = false;
            service.send();
            service.feed("unit", batch(taken));
            assertThat(service.driver.late()).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return new SpillTest().events();
    }

    /** All but the windows that something came late for, because they were given up. */
    @Property(tries = 40)
    void windowsThatWereNotGivenUpSayAtLastWhatTheySayWithoutABound(
            @ForAll("events") List<Event> events, @ForAll @IntRange(min = 60, max = 200) int kibibytes)
            throws IOException {
        List<Alert> free = new ArrayList<>();
        List<Alert> bounded = new ArrayList<>();
        Set<String> given = said(events, kibibytes, bounded);
        Assume.that(!given.contains(HELD));
        Statistics.label("some windows were given up").collect(!given.isEmpty());
        assertThat(said(events, 1 << 20, free)).isEmpty();
        Set<Last> wanted = Last.of(without(given, free));
        Set<Last> found = Last.of(without(given, bounded));
        assertThat(wanted.stream().filter(last -> !found.contains(last))).isEmpty();
        assertThat(found.stream().filter(last -> !wanted.contains(last))).isEmpty();
    }

    private static final String HELD = "held";

    private static List<Alert> without(Set<String> windows, List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> !windows.contains(alert.detection().id() + alert.windowStart()))
                .toList();
    }

    /** @param kibibytes beyond those of a store that is empty @return the windows that something came late for */
    private static Set<String> said(List<Event> events, int kibibytes, List<Alert> said) throws IOException {
        Path folder = Files.createTempDirectory("store-bound");
        SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
        DataSource database = States.file(folder);
        long empty;
        try (SqlStoreSize size = new SqlStoreSize(database, "test", 1, null, clock)) {
            empty = size.used();
        }
        GroupingSettings settings = SpillTest.settings(PLENTY, false, false);
        try (Service service = Service.over(database, empty + kibibytes * 1024L, settings, clock, SpillTest.RULES)) {
            int from = 0;
            while (from < events.size()) {
                int to = Math.min(events.size(), from + 4);
                try {
                    service.feed("unit " + from % 3, events.subList(from, to));
                    from = to;
                } catch (StoreFullException e) {
                    // What is no window takes more than there is.
                    return Set.of(HELD);
                }
                service.send();
                clock.advance(Duration.ofMinutes(3));
            }
            service.driver.finish();
            said.addAll(service.driver.alerts());
            return service.driver.late().stream()
                    .map(late -> late.detectionId() + late.windowStart())
                    .collect(Collectors.toSet());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Test
    void rowsOfTheStoreDoNotGrowWithTheNumberOfWindows() throws SQLException {
        DataSource database = States.file(directory);
        try (Service service = Service.over(database, 1L << 40, settings(SOON, PLENTY), clock, List.of(RULE))) {
            long before = 0;
            for (int hour = 0; hour < 24 * 80; hour++) {
                Instant time = NOON.plus(Duration.ofHours(hour));
                clock.advance(Duration.ofHours(1));
                service.feed("unit", List.of(Synthetic.event(time, "host", "h" + hour % 7)));
                service.send();
                if (hour == 24 * 40) {
                    before = rows(database);
                }
            }
            assertThat(service.driver.grouping().relieved().forgotten()).isZero();
            assertThat(rows(database)).isBetween(before - 10, before + 10).isGreaterThan(24 * 30);
            assertThat(service.driver.alerts()).hasSizeGreaterThan(24 * 79);
        }
    }

    private static long rows(DataSource database) throws SQLException {
        long rows = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                    rows += count.getLong(1);
                }
            }
        }
        return rows;
    }

    @Test
    void fileOfRowsThatAreTooManyForMemoryLosesNoMatchWhereItIsFullButClosesWindows() {
        int batches = 200;
        GroupingSettings settings = settings(NEVER, 300);
        try (Service service =
                new Service(settings, clock, List.of(RULE), new MemoryRowStore(1_000), null, null, null)) {
            for (int i = 0; i < batches; i++) {
                assertThat(service.feed("unit", batch(i)).refused()).isZero();
            }
            assertThat(service.driver.grouping().relieved().early()).isPositive();
            assertThat(service.ofRelief).isNotEmpty().allMatch(Alert::partial);
            assertThat(service.driver.late()).isEmpty();
            service.driver.finish();
            assertThat(counted(service.driver.alerts())).isEqualTo((long) batches * EVENTS);
        }
    }

    @Test
    void instancesThatShareAStoreMakeRoomInItTogether() {
        try (PostgresServer server = PostgresServer.started()) {
            SharedDatabase database = new SharedDatabase(server);
            List<Service> instances = new ArrayList<>();
            for (String name : List.of("one", "two")) {
                Growth growth = new Growth();
                Service service = new Service(
                        settings(NEVER, PLENTY),
                        clock,
                        List.of(RULE),
                        new MemoryRowStore(),
                        database.open(name, growth),
                        database.openOutbox(growth),
                        database.size(MEBIBYTE, growth, clock));
                instances.add(service);
            }
            int batches = 200;
            for (int i = 0; i < batches; i++) {
                Service service = instances.get(i % 2);
                service.feed("unit of " + i % 2, batch(i));
                service.send();
                // Others add what an instance does not know of until it looks.
                clock.advance(Duration.ofMinutes(11));
            }
            for (Service service : instances) {
                assertThat(service.driver.grouping().relieved().early()).isPositive();
                assertThat(service.ofRelief).isNotEmpty().allMatch(Alert::partial);
                assertThat(service.largest).isLessThan(MEBIBYTE + MEBIBYTE / 4);
            }
            long before = database.count("window_state");
            assertThat(before).isEqualTo(batches / BATCHES_OF_AN_HOUR);
            instances.forEach(Service::close);
        }
    }
}
