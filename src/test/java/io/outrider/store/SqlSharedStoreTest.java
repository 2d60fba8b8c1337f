package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outrider.store.SharedStateStore.Alike;
import io.outrider.store.SharedStateStore.Heard;
import io.outrider.store.SharedStateStore.SaidAlert;
import io.outrider.store.SharedStateStore.Slot;
import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.HeldBackAdded;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowPut;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real PostgreSQL does for instances that share it. */
class SqlSharedStoreTest {

    private static final WindowId WINDOW = new WindowId("detection", 3_600);
    private static final WindowId OTHER = new WindowId("another", 7_200);
    private static final Instant MOMENT = Instant.parse("2026-03-02T01:02:03Z");

    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();

    private SharedStateStore one;
    private SharedStateStore two;

    @BeforeEach
    void open() {
        one = DATABASE.get().open("one");
        two = DATABASE.get().open("two");
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static UnitPut unit(String name, long position) {
        return new UnitPut(name, position, MOMENT, null);
    }

    private static WindowPut window(WindowId window) {
        return new WindowPut(window, window.start() + 3_600, "plan", false, false, null, null);
    }

    private static WindowPut closed(WindowId window) {
        return new WindowPut(window, window.start() + 3_600, "plan", false, false, MOMENT, MOMENT);
    }

    private static PartAdded part(WindowId window, String text) {
        return new PartAdded(window, 0, PartAdded.Kind.ROWS, bytes(text));
    }

    private static EmissionPut emission(WindowId window, String alert, String text) {
        return new EmissionPut(window, alert, false, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<T> all(Consumer<Consumer<T>> read) {
        List<T> all = new ArrayList<>();
        read.accept(all::add);
        return all;
    }

    private static List<String> parts(SharedStateStore store, WindowId window) {
        return SqlSharedStoreTest.<PartAdded>all(use -> store.parts(window, "plan", use)).stream()
                .map(part -> new String(part.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private void add(SharedStateStore store, WindowId window, String text) {
        store.write(List.of(part(window, text), window(window)));
    }

    private void close(SharedStateStore store, WindowId window) {
        assertThat(store.lock(window)).isNotNull();
        store.write(List.of(closed(window)));
    }

    private List<WindowId> openWindows() {
        List<WindowId> open = SqlSharedStoreTest.<WindowPut>all(one::open).stream()
                .map(WindowPut::window)
                .toList();
        one.release();
        return open;
    }

    @Test
    void unitIsMovedFromWhereItWasReadOrLeftOnly() {
        one.write(List.of(unit("u", 10)));
        assertThat(two.unit("u").position()).isEqualTo(10);
        one.write(List.of(unit("u", 20)));

        assertThatThrownBy(() -> two.write(List.of(unit("u", 30))))
                .isInstanceOfSatisfying(
                        PositionMovedException.class, e -> assertThat(e.unit()).isEqualTo("u"))
                .hasMessageContaining("at 10");

        assertThat(two.unit("u").position()).isEqualTo(20);
        two.write(List.of(unit("u", 30)));
        assertThat(one.unit("u").position()).isEqualTo(30);
    }

    @Test
    void newUnitBelongsToTheOneThatWritesItFirst() {
        assertThat(one.unit("u")).isNull();
        assertThat(two.unit("u")).isNull();
        one.write(List.of(unit("u", 0)));
        assertThatThrownBy(() -> two.write(List.of(unit("u", 5)))).isInstanceOf(PositionMovedException.class);
    }

    @Test
    void ofABatchWhoseUnitWasMovedNothingIsWritten() {
        one.write(List.of(unit("u", 10)));
        assertThatThrownBy(() -> two.write(List.of(
                        part(WINDOW, "lost"),
                        window(WINDOW),
                        emission(WINDOW, "alert", "lost"),
                        new AlertQueued(7, Instant.EPOCH, bytes("lost")),
                        unit("other", 1),
                        unit("u", 5))))
                .isInstanceOf(PositionMovedException.class);
        assertThat(openWindows()).isEmpty();
        assertThat(parts(two, WINDOW)).isEmpty();
        assertThat(two.lastNumber()).isZero();
        assertThat(two.unit("other")).isNull();
    }

    @Test
    void ofTwoThatMoveAUnitAtTheSameTimeOneWaitsForTheOtherAndFails() throws Exception {
        one.write(List.of(unit("u", 10)));
        two.unit("u");
        one.claim(List.of(window(WINDOW)), List.of(emission(WINDOW, "alert", "one")));
        // It has to wait for the row of the alert, and then finds the unit elsewhere.
        CompletableFuture<Set<String>> waiting = CompletableFuture.supplyAsync(
                () -> two.claim(List.of(window(WINDOW)), List.of(emission(WINDOW, "alert", "two"))));
        one.write(List.of(window(WINDOW), unit("u", 20)));
        assertThat(waiting.get(10, TimeUnit.SECONDS)).containsExactly("alert");
        assertThatThrownBy(() -> two.write(List.of(window(WINDOW), unit("u", 20))))
                .isInstanceOf(PositionMovedException.class);
    }

    @Test
    void windowIsLockedByOneAndPassedOverByOthers() {
        add(one, WINDOW, "a");
        add(two, OTHER, "b");
        assertThat(one.lock(WINDOW)).isNotNull();
        assertThat(two.lock(WINDOW)).isNull();
        assertThat(two.lock(OTHER)).isNotNull();
        one.release();
        assertThat(two.lock(WINDOW)).isNotNull();
    }

    @Test
    void windowThatIsAddedToCannotBeLocked() {
        add(one, WINDOW, "a");
        one.claim(List.of(window(WINDOW)), List.of());
        assertThat(two.lock(WINDOW)).isNull();
        one.release();
        assertThat(two.lock(WINDOW)).isNotNull();
    }

    @Test
    void whoAddsWaitsForTheCloseAndOpensTheWindowAgain() throws Exception {
        add(one, WINDOW, "a");
        assertThat(two.lock(WINDOW)).isNotNull();
        assertThat(parts(two, WINDOW)).containsExactly("a");
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> add(one, WINDOW, "late"));
        two.write(List.of(closed(WINDOW)));
        adding.get(10, TimeUnit.SECONDS);
        assertThat(openWindows()).containsExactly(WINDOW);
        WindowPut again = two.lock(WINDOW);
        assertThat(again).isNotNull();
        assertThat(again.lastClosed()).isEqualTo(MOMENT);
        assertThat(parts(two, WINDOW)).containsExactly("a", "late");
    }

    /** What one of two waits for, the other one has, and what that one waits for, the first. */
    @Test
    void whoClosesGivesWayToABatchThatWaitsForItsWindow() throws Exception {
        add(two, WINDOW, "a");
        assertThat(two.lock(WINDOW)).isNotNull();
        one.claim(List.of(window(OTHER)), List.of());
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> add(one, WINDOW, "b"));
        await().until(() -> waiting() == 1);
        assertThatThrownBy(() -> two.write(List.of(closed(WINDOW), window(OTHER))))
                .isInstanceOf(LockConflictException.class)
                .hasMessageContaining("are due again");
        adding.get(10, TimeUnit.SECONDS);
        assertThat(two.lock(WINDOW)).isNotNull();
        assertThat(parts(two, WINDOW)).containsExactly("a", "b");
        two.write(List.of(closed(WINDOW), window(OTHER)));
        assertThat(openWindows()).containsExactly(OTHER);
    }

    @Test
    void twoBatchesThatReachTheSameHoursWaitForEachOtherInOneOrder() throws Exception {
        FeedPut early = new FeedPut(0, 3_600, "u", 0);
        FeedPut late = new FeedPut(3_600, 7_200, "u", 0);
        atTheSameTime(
                "INSERT INTO feed (starts, ends, unit, since) VALUES (0, 3600, 'u', 0), (3600, 7200, 'u', 0)",
                List.of(early, late),
                List.of(late, early));
    }

    @Test
    void twoThatMoveTheSameUnitsWaitForEachOtherInOneOrder() {
        one.write(List.of(unit("a", 1), unit("b", 1)));
        two.unit("a");
        two.unit("b");
        two.release();
        assertThatThrownBy(() -> atTheSameTime(
                        "SELECT 1 FROM unit FOR UPDATE",
                        List.of(unit("a", 2), unit("b", 2)),
                        List.of(unit("b", 2), unit("a", 2))))
                .hasCauseInstanceOf(PositionMovedException.class);
    }

    @Test
    void twoThatFindAWindowIncompleteWaitForEachOtherInOneOrder() throws Exception {
        add(one, WINDOW, "a");
        WindowPut incomplete = new WindowPut(WINDOW, 7_200, "plan", true, false, null, null);
        atTheSameTime("SELECT 1 FROM window_state FOR SHARE", List.of(incomplete), List.of(incomplete));
        assertThat(one.lock(WINDOW).incomplete()).isTrue();
    }

    /** Both begin to write while another one holds what they want. */
    private void atTheSameTime(String locking, List<StateChange> ofOne, List<StateChange> ofTwo) throws Exception {
        CompletableFuture<Void> both;
        try (Connection connection = DATABASE.get().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(locking);
            both = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> one.write(ofOne)),
                    CompletableFuture.runAsync(() -> two.write(ofTwo)));
            await().until(() -> waiting() == 2);
            connection.rollback();
        }
        both.get(10, TimeUnit.SECONDS);
    }

    /** How many connections wait for a lock. */
    private static long waiting() {
        return DATABASE.get().count("pg_stat_activity WHERE wait_event_type = 'Lock'");
    }

    @Test
    void closedWindowIsNotLockedAgain() {
        add(one, WINDOW, "a");
        close(two, WINDOW);
        assertThat(one.lock(WINDOW)).isNull();
        assertThat(openWindows()).isEmpty();
    }

    @Test
    void windowIsNotClosedWithoutItsLock() {
        add(one, WINDOW, "a");
        assertThatThrownBy(() -> one.write(List.of(closed(WINDOW))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("to be locked");
    }

    @Test
    void partsOfAnotherPlanAreLeftOutAndTold() {
        add(one, WINDOW, "a");
        WindowPut newer = new WindowPut(WINDOW, 7_200, "newer", false, false, null, null);
        two.write(List.of(part(WINDOW, "b"), newer));
        List<PartAdded> found = new ArrayList<>();
        one.lock(WINDOW);
        assertThat(one.parts(WINDOW, "newer", found::add)).isTrue();
        assertThat(found)
                .extracting(part -> new String(part.bytes(), StandardCharsets.UTF_8))
                .containsExactly("b");
        one.write(List.of(new WindowPut(WINDOW, 7_200, "newer", true, false, MOMENT, MOMENT)));
        DATABASE.get().execute("DELETE FROM part WHERE plan = 'plan'");
        assertThat(one.parts(WINDOW, "newer", part -> {})).isFalse();
    }

    @Test
    void whatWasSaidUnderAnEarlierPlanIsKnownToBe() {
        one.write(List.of(window(WINDOW), emission(WINDOW, "before", "a")));
        one.lock(WINDOW);
        one.write(List.of(
                new WindowPut(WINDOW, 7_200, "newer", true, false, MOMENT, MOMENT), emission(WINDOW, "now", "b")));
        assertThat(SqlSharedStoreTest.<EmissionPut>all(use -> one.emissions(WINDOW, use)))
                .extracting(put -> put.alertId() + " " + put.earlier())
                .containsExactly("before true", "now false");
    }

    @Test
    void rowIsSaidFirstByOneOfTwo() {
        assertThat(one.claim(
                        List.of(window(WINDOW)), List.of(emission(WINDOW, "a", "one"), emission(WINDOW, "b", "one"))))
                .isEmpty();
        one.write(List.of(window(WINDOW), emission(WINDOW, "a", "one"), emission(WINDOW, "b", "one")));
        assertThat(two.claim(
                        List.of(window(WINDOW)), List.of(emission(WINDOW, "b", "two"), emission(WINDOW, "c", "two"))))
                .containsExactly("b");
        two.write(List.of(window(WINDOW), emission(WINDOW, "c", "two")));
        assertThat(SqlSharedStoreTest.<EmissionPut>all(use -> one.emissions(WINDOW, use)))
                .extracting(put -> put.alertId() + " " + new String(put.bytes(), StandardCharsets.UTF_8))
                .containsExactly("a one", "b one", "c two");
    }

    private static Alike alike(String key, Instant at) {
        return new Alike("by host", key, at, Duration.ofMinutes(10));
    }

    private static PassAdded pass(String key, Instant at) {
        return new PassAdded("by host", key, at, at);
    }

    private static List<PassAdded> passes(SharedStateStore store, Alike... alike) {
        return all(use -> store.passes(List.of(alike), use));
    }

    @Test
    void ofTwoThatDecideAboutAlertsThatAreAlikeTheSecondSeesWhatTheFirstDecided() throws Exception {
        assertThat(passes(one, alike("a", MOMENT))).isEmpty();
        CompletableFuture<List<PassAdded>> waiting =
                CompletableFuture.supplyAsync(() -> passes(two, alike("a", MOMENT.plusSeconds(1))));
        one.write(List.of(pass("a", MOMENT)));
        assertThat(waiting.get(10, TimeUnit.SECONDS)).containsExactly(pass("a", MOMENT));
    }

    @Test
    void aDecisionThatIsRolledBackIsNoneAndWhoDecidesAboutOthersWaitsForNobody() {
        passes(one, alike("a", MOMENT));
        assertThat(passes(two, alike("b", MOMENT))).isEmpty();
        two.release();
        one.release();
        assertThat(passes(two, alike("a", MOMENT))).isEmpty();
    }

    @Test
    void passesAreToldThatLieWithinThePeriod() {
        Instant odd = MOMENT.plusNanos(1);
        Instant before = MOMENT.minus(Duration.ofMinutes(10)).minusNanos(1);
        one.write(List.of(
                pass("a", odd),
                pass("a", before.minusSeconds(1)),
                pass("b", MOMENT),
                pass("a", MOMENT.plus(Duration.ofMinutes(9)))));
        assertThat(passes(two, alike("a", MOMENT)))
                .containsExactlyInAnyOrder(pass("a", odd), pass("a", MOMENT.plus(Duration.ofMinutes(9))));
        Instant farAway = Instant.parse("+12345-01-01T00:00:00Z");
        assertThat(passes(two, alike("a", farAway)))
                .as("its text is in no order with others'")
                .hasSize(3);
    }

    @Test
    void fatesAreToldOfTheAlertsThatAreAskedFor() {
        FatePut fate = new FatePut(WINDOW, "a\u0000", new Hold(Hold.Kind.SILENCE, "s"));
        one.write(List.of(fate, new FatePut(OTHER, "b", new Hold(Hold.Kind.SUPPRESSION, "by host"))));
        List<SaidAlert> asked = List.of(new SaidAlert(WINDOW, "a\u0000"), new SaidAlert(WINDOW, "b"));
        assertThat(SqlSharedStoreTest.<FatePut>all(use -> two.fates(asked, use)))
                .containsExactly(fate);
    }

    @Test
    void whatSuppressesNothingAnyMoreGoesAndTheOldestOfWhatIsTooMuch() {
        List<StateChange> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            changes.add(pass("a", MOMENT.plus(Duration.ofHours(i))));
            changes.add(new HeldBackAdded(new HeldBack(
                    "id",
                    0,
                    "Create",
                    "detection",
                    "name",
                    "High",
                    MOMENT,
                    MOMENT,
                    new Hold(Hold.Kind.SILENCE, "s"),
                    "")));
        }
        one.write(changes);
        one.tidy(MOMENT.plus(Duration.ofHours(1)), 100, 100);
        assertThat(SqlSharedStoreTest.<PassAdded>all(one::passes)).hasSize(4);
        one.release();
        assertThat(one.heldBack()).isEqualTo(5);
        one.tidy(MOMENT, 2, 3);
        assertThat(SqlSharedStoreTest.<PassAdded>all(one::passes))
                .extracting(PassAdded::at)
                .containsExactlyInAnyOrder(MOMENT.plus(Duration.ofHours(3)), MOMENT.plus(Duration.ofHours(4)));
        one.release();
        assertThat(one.heldBack()).isEqualTo(3);
    }

    @Test
    void whatIsAddedToAnAlertBehindItsClaimIsWritten() {
        one.claim(List.of(window(WINDOW)), List.of(emission(WINDOW, "a", "plain")));
        one.write(List.of(window(WINDOW), emission(WINDOW, "a", "enriched")));
        assertThat(SqlSharedStoreTest.<EmissionPut>all(use -> one.emissions(WINDOW, use)))
                .extracting(put -> new String(put.bytes(), StandardCharsets.UTF_8))
                .containsExactly("enriched");
    }

    @Test
    void forgottenWindowTakesNothing() {
        add(one, WINDOW, "a");
        close(one, WINDOW);
        add(one, OTHER, "b");
        one.forget(new ClosedAt(MOMENT.minusSeconds(1), MOMENT), id -> false);
        one.forget(new ClosedAt(MOMENT, MOMENT.minusSeconds(1)), id -> false);
        assertThat(SqlSharedStoreTest.<StateStore.Forgotten>all(two::forgotten))
                .extracting(StateStore.Forgotten::window)
                .isEmpty();
        two.forget(new ClosedAt(MOMENT, MOMENT), id -> false);
        assertThat(SqlSharedStoreTest.<StateStore.Forgotten>all(two::forgotten))
                .extracting(StateStore.Forgotten::window)
                .containsExactly(WINDOW);
        assertThat(parts(two, WINDOW)).isEmpty();
        assertThatThrownBy(() -> add(one, WINDOW, "late"))
                .isInstanceOfSatisfying(
                        WindowForgottenException.class,
                        e -> assertThat(e.windows()).containsExactly(WINDOW));
        assertThat(openWindows()).containsExactly(OTHER);
        two.forget(new ClosedAt(MOMENT, MOMENT), "another"::equals);
        assertThat(openWindows()).isEmpty();
    }

    @Test
    void keyOfAForgottenWindowIsDroppedBehindBothClocks() {
        add(one, WINDOW, "a");
        close(one, WINDOW);
        one.forget(new ClosedAt(MOMENT, MOMENT), id -> false);
        Instant behind = MOMENT.plusSeconds(1);
        one.dropForgotten(new ClosedAt(MOMENT, behind));
        one.dropForgotten(new ClosedAt(behind, MOMENT));
        assertThat(SqlSharedStoreTest.<StateStore.Forgotten>all(two::forgotten))
                .containsExactly(new StateStore.Forgotten(WINDOW, new ClosedAt(MOMENT, MOMENT)));
        two.dropForgotten(new ClosedAt(behind, behind));
        assertThat(SqlSharedStoreTest.<StateStore.Forgotten>all(two::forgotten)).isEmpty();
    }

    @Test
    void windowThatIsToBeClosedAgainIsNotForgotten() {
        add(one, WINDOW, "a");
        close(one, WINDOW);
        add(two, WINDOW, "late");
        one.forget(new ClosedAt(MOMENT, MOMENT), id -> false);
        assertThat(openWindows()).containsExactly(WINDOW);
    }

    @Test
    void beatsAndIdlenessOfUnitsAreHeardByAll() {
        one.write(List.of(unit("u", 1)));
        assertThat(SqlSharedStoreTest.<Heard>all(two::heard)).containsExactly(new Heard("u", MOMENT, false, 0));
        one.beat(Map.of("u", true, "not there", true));
        assertThat(SqlSharedStoreTest.<Heard>all(two::heard)).containsExactly(new Heard("u", MOMENT, true, 1));
        one.write(List.of(unit("u", 2)));
        assertThat(SqlSharedStoreTest.<Heard>all(two::heard)).containsExactly(new Heard("u", MOMENT, false, 1));
    }

    @Test
    void feedsOfAWindowThatIsOpenAreKept() {
        FeedsDropped dropped = new FeedsDropped(WINDOW.start(), WINDOW.start() + 3_600);
        one.write(List.of(window(WINDOW), new FeedPut(dropped.start(), dropped.end(), "u")));
        two.drop(List.of(dropped));
        assertThat(SqlSharedStoreTest.<FeedPut>all(two::feeds)).hasSize(1);
        close(one, WINDOW);
        two.drop(List.of(dropped));
        assertThat(SqlSharedStoreTest.<FeedPut>all(two::feeds)).isEmpty();
    }

    @Test
    void slotOfOneThatIsGoneIsAdoptedByOneOfTheOthers() {
        long gone = one.newSlot();
        long own = two.newSlot();
        assertThat(one.beatSlots(List.of(gone), gone)).isEmpty();
        Slot seen = SqlSharedStoreTest.<Slot>all(two::slots).stream()
                .filter(slot -> slot.number() == gone)
                .findFirst()
                .orElseThrow();
        one.beatSlots(List.of(gone), gone);
        assertThat(two.adopt(seen)).as("its owner was there").isFalse();
        Slot last = new Slot(gone, "one", seen.beat() + 1);
        one.write(List.of(new AlertQueued(gone * SharedStateStore.NUMBERS_OF_SLOT + 1, Instant.EPOCH, bytes("alert"))));
        assertThat(two.adopt(last)).isTrue();
        assertThat(one.adopt(last)).isFalse();
        assertThat(one.beatSlots(List.of(gone), gone)).containsExactly(gone);
        assertThat(two.beatSlots(List.of(gone, own), own)).isEmpty();
        try (OutboxStore outbox = DATABASE.get().openOutbox()) {
            outbox.trim(gone * SharedStateStore.NUMBERS_OF_SLOT, (gone + 1) * SharedStateStore.NUMBERS_OF_SLOT);
        }
        assertThat(two.beatSlots(List.of(gone, own), own))
                .as("nothing is queued in it")
                .containsExactly(gone);
    }

    @Test
    void instanceThatIsGoneWithoutAWordHoldsItsLocksForATimeOnly() throws Exception {
        try (SharedStateStore gone = new SqlSharedStore(
                new SqlStateStore(DATABASE.get().dataSource(), "test", false, Duration.ofSeconds(1)), "gone")) {
            add(one, WINDOW, "a");
            assertThat(gone.lock(WINDOW)).isNotNull();
            CompletableFuture.runAsync(() -> add(one, WINDOW, "b")).get(30, TimeUnit.SECONDS);
            assertThat(two.lock(WINDOW)).isNotNull();
            assertThatThrownBy(() -> gone.write(List.of(closed(WINDOW)))).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void commitWhoseAnswerIsLostIsWrittenOnceAndNoError() {
        AnswerLost lossy = new AnswerLost(DATABASE.get().dataSource());
        try (StateStore alone = new SqlStateStore(lossy, "test", true, Duration.ofSeconds(20))) {
            lossy.meet(AnswerLost.Fault.BEHIND, 2);
            alone.write(List.of(unit("u", 10), part(WINDOW, "a"), window(WINDOW)));
            alone.write(List.of(unit("u", 20)));
        }
        assertThat(one.unit("u").position()).isEqualTo(20);
        assertThat(parts(one, WINDOW)).containsExactly("a");
    }

    @Test
    void commitThatWasNotMadeIsAnErrorAndIsWrittenWhenItComesAgain() {
        AnswerLost lossy = new AnswerLost(DATABASE.get().dataSource());
        try (StateStore alone = new SqlStateStore(lossy, "test", true, Duration.ofSeconds(20))) {
            lossy.meet(AnswerLost.Fault.BEFORE, 1);
            List<StateChange> changes = List.of(part(WINDOW, "a"), window(WINDOW));
            assertThatThrownBy(() -> alone.write(changes)).isInstanceOf(StoreException.class);
            alone.write(changes);
        }
        assertThat(parts(one, WINDOW)).containsExactly("a");
    }

    @Test
    void processThatIsAloneAndLearnsOfItsCommitTooLateWritesNothingMore() {
        AnswerLost lossy = new AnswerLost(DATABASE.get().dataSource());
        try (StateStore alone = new SqlStateStore(lossy, "test", true, Duration.ZERO)) {
            lossy.meet(AnswerLost.Fault.BEHIND, 1);
            List<StateChange> changes = List.of(part(WINDOW, "a"), window(WINDOW));
            assertThatThrownBy(() -> alone.write(changes)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> alone.write(changes))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("start the service again");
        }
        assertThat(parts(one, WINDOW)).containsExactly("a");
    }

    @Test
    void instanceThatLearnsOfItsCommitTooLateFindsItsUnitMoved() {
        AnswerLost lossy = new AnswerLost(DATABASE.get().dataSource());
        try (SharedStateStore late =
                new SqlSharedStore(new SqlStateStore(lossy, "test", false, Duration.ZERO), "late")) {
            lossy.meet(AnswerLost.Fault.BEHIND, 1);
            List<StateChange> changes = List.of(part(WINDOW, "a"), window(WINDOW), unit("u", 10));
            assertThatThrownBy(() -> late.write(changes)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> late.write(changes)).isInstanceOf(PositionMovedException.class);
            assertThat(late.unit("u").position()).isEqualTo(10);
        }
        assertThat(parts(one, WINDOW)).containsExactly("a");
    }
}
