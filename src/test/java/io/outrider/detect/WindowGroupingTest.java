package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.text;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class WindowGroupingTest {

    private static final Rule ANY = rule("any", by("host", count()));
    private static final Rule FEW = rule("few", by("host", count()), where(compare(field("count"), "<", number(3))));

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));

    private GroupingDriver service(Rule... rules) {
        return new GroupingDriver(Synthetic.service(true), clock, rules);
    }

    private static Event at(int minutesAfterNoon, String... fields) {
        return event(NOON.plus(Duration.ofMinutes(minutesAfterNoon)), fields);
    }

    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertAlerts(
            BatchOutcome outcome) {
        return assertThat(outcome.alerts()).extracting(Alert::activity, Alert::revision, Alert::count);
    }

    private static Tuple create(long count) {
        return tuple(Activity.CREATE, 0, count);
    }

    private static Tuple update(int revision, long count) {
        return tuple(Activity.UPDATE, revision, count);
    }

    @Test
    void firstMatchGoesOutAtOnce() {
        assertAlerts(service(ANY).feed("a", at(5, "host", "h"), at(6, "host", "h")))
                .containsExactly(create(2));
    }

    @Test
    void laterMatchesOfARowThatWasSentWaitForTheClose() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        assertAlerts(driver.feed("a", at(6, "host", "h"))).isEmpty();
        assertAlerts(driver.feed("a", at(70))).contains(update(1, 2));
    }

    @Test
    void closeOfAnUnchangedRowSaysNothing() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        assertAlerts(driver.end("a")).isEmpty();
    }

    @Test
    void rowThatLaterEventsCanTakeBackWaitsForTheClose() {
        GroupingDriver driver = service(FEW);
        assertAlerts(driver.feed("a", at(5, "host", "h"))).isEmpty();
        assertAlerts(driver.end("a")).containsExactly(create(1));
    }

    @Test
    void withoutFirstMatchEveryRowWaitsForTheClose() {
        GroupingDriver driver = new GroupingDriver(Synthetic.service(false), clock, ANY);
        assertAlerts(driver.feed("a", at(5, "host", "h"))).isEmpty();
        assertAlerts(driver.end("a")).containsExactly(create(1));
    }

    @Test
    void alertSpansItsWindowAndItsEvents() {
        Alert alert = service(ANY)
                .feed("a", at(5, "host", "h"), at(2, "host", "h"))
                .alerts()
                .get(0);
        assertThat(alert.windowStart()).isEqualTo(NOON);
        assertThat(alert.windowEnd()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(alert.firstTime()).isEqualTo(NOON.plus(Duration.ofMinutes(2)));
        assertThat(alert.lastTime()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(alert.row()).containsExactly(Map.entry("host", Value.of("h")), Map.entry("count", Value.of(2)));
    }

    @Test
    void windowStaysOpenForTheLateness() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        clock.set(NOON.plus(Duration.ofMinutes(80)));
        assertAlerts(driver.feed("a", event(NOON.plus(Duration.ofMinutes(70)).minusNanos(1), "host", "g")))
                .isEmpty();
        assertAlerts(driver.feed("a", at(59, "host", "h"))).isEmpty();
        assertAlerts(driver.feed("a", at(70, "host", "g"))).containsExactly(create(2));
    }

    @Test
    void windowWaitsForEveryUnitThatFedIt() {
        GroupingDriver driver = service(FEW);
        clock.set(NOON.plus(Duration.ofMinutes(80)));
        driver.feed("a", at(5, "host", "h"));
        driver.feed("b", at(6, "user", "matches nothing of this rule", "host", "h"));
        assertAlerts(driver.feed("a", at(75, "host", "x"))).isEmpty();
        assertAlerts(driver.feed("b", at(75, "host", "x"))).containsExactly(create(2));
    }

    @Test
    void windowWaitsForNoUnitThatDidNotFeedIt() {
        GroupingDriver driver = service(FEW);
        clock.set(NOON.plus(Duration.ofMinutes(80)));
        driver.feed("a", at(5, "host", "h"));
        driver.feed("b", at(-600, "host", "x"));
        assertAlerts(driver.feed("a", at(75, "host", "x"))).containsExactly(create(1));
    }

    @Test
    void eventThatMatchesNothingFeedsItsWindowToo() {
        GroupingDriver driver = service(rule(
                "roots",
                matches("user", "root"),
                List.of(),
                by("host", count()),
                where(compare(field("count"), "<", number(9)))));
        clock.set(NOON.plus(Duration.ofMinutes(80)));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        driver.feed("b", at(6, "host", "h", "user", "bob"));
        assertAlerts(driver.feed("a", at(75))).isEmpty();
        assertAlerts(driver.end("b")).containsExactly(create(1));
    }

    @Test
    void endedUnitHoldsUpNoWindow() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        driver.feed("b", at(6, "host", "h"));
        assertAlerts(driver.end("a")).isEmpty();
        assertAlerts(driver.end("b")).containsExactly(create(2));
    }

    @Test
    void idleUnitHoldsUpNoWindow() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        clock.advance(Duration.ofMinutes(5).minusNanos(1));
        assertAlerts(driver.tick()).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertAlerts(driver.tick()).containsExactly(create(1));
    }

    @Test
    void clockThatIsSetBackClosesNothingEarlyOrTwiceAndWaitsForIdleUnitsSoMuchLonger() {
        GroupingDriver driver = service(ANY);
        assertAlerts(driver.feed("a", at(5, "host", "h"))).containsExactly(create(1));
        clock.advance(Duration.ofHours(-2));
        assertAlerts(driver.tick()).isEmpty();
        assertAlerts(driver.feed("b", at(6, "host", "h"))).isEmpty();
        // The unit that goes on is idle by the new time, the other by the old one.
        clock.advance(Duration.ofHours(2));
        assertAlerts(driver.tick()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertAlerts(driver.tick()).containsExactly(update(1, 2));
        clock.advance(Duration.ofHours(-2));
        assertAlerts(driver.tick()).isEmpty();
        clock.advance(Duration.ofHours(4));
        assertAlerts(driver.tick()).isEmpty();
    }

    @Test
    void unitThatIsKnownToHaveMoreIsNotIdleUntilThatIsRead() {
        GroupingDriver driver = service(FEW);
        driver.backlog().set("a", true);
        driver.feed("a", at(5, "host", "h"));
        clock.advance(Duration.ofHours(1));
        assertAlerts(driver.tick()).isEmpty();
        driver.backlog().set("a", false);
        assertAlerts(driver.tick()).containsExactly(create(1));
    }

    @Test
    void unitThatAnotherProcessReadsNowHoldsUpNoWindow() {
        GroupingDriver driver = service(FEW);
        driver.backlog().set("a", true);
        driver.feed("a", at(5, "host", "h"));
        driver.feed("b", at(6, "host", "h"));
        driver.grouping().leave("a");
        assertAlerts(driver.tick()).isEmpty();
        assertAlerts(driver.feed("b", at(75, "host", "x"))).containsExactly(create(2));
    }

    @Test
    void unitThatComesBackHoldsItsWindowsUpAgain() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        driver.grouping().leave("a");
        driver.feed("a", at(6, "host", "h"));
        assertAlerts(driver.tick()).isEmpty();
        assertAlerts(driver.feed("a", at(75, "host", "x"))).containsExactly(create(2));
    }

    @Test
    void unitThatWasIdleGoesOnWithUpdates() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        clock.advance(Duration.ofMinutes(5));
        driver.tick();
        driver.feed("a", at(6, "host", "h"));
        clock.advance(Duration.ofMinutes(10));
        assertAlerts(driver.tick()).containsExactly(update(1, 2));
    }

    @Test
    void eventMoreThanAnHourAheadMovesNoWatermark() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        assertAlerts(driver.feed(
                        "a", event(clock.instant().plus(Duration.ofHours(1)).plusNanos(1), "host", "x")))
                .isEmpty();
        assertAlerts(driver.feed("a", event(clock.instant().plus(Duration.ofHours(1)), "host", "x")))
                .containsExactly(create(1));
    }

    @Test
    void lateEventsOfAClosedWindowGiveOneUpdateInAnUpdateInterval() {
        GroupingDriver driver = service(ANY);
        clock.set(NOON.plus(Duration.ofMinutes(80)));
        driver.feed("a", at(5, "host", "h"));
        driver.feed("a", at(75, "host", "x"));
        clock.advance(Duration.ofMinutes(9));
        assertAlerts(driver.feed("a", at(6, "host", "h"))).isEmpty();
        assertAlerts(driver.feed("a", at(7, "host", "h"))).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertAlerts(driver.tick()).contains(update(1, 3));
        assertAlerts(driver.feed("a", at(8, "host", "h"))).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertAlerts(driver.tick()).containsExactly(update(2, 4));
        clock.advance(Duration.ofMinutes(10));
        assertAlerts(driver.tick()).isEmpty();
    }

    @Test
    void newRowOfAClosedWindowGoesOutAtOnce() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        driver.end("a");
        assertAlerts(driver.feed("b", at(6, "host", "g"))).containsExactly(create(1));
    }

    @Test
    void matchesAfterTheRetentionAreLate() {
        GroupingDriver driver = service(ANY);
        closeNoonAndLetRetentionPass(driver, at(5, "host", "h"));
        BatchOutcome outcome =
                driver.feed("a", at(6, "host", "h", "user", "u"), at(7, "host", "h"), at(8, "host", "g"));
        assertThat(outcome.alerts()).isEmpty();
        assertThat(outcome.late())
                .containsExactly(
                        new LateRow(
                                "any",
                                "Synthetic any",
                                NOON,
                                List.of("h"),
                                2,
                                NOON.plus(Duration.ofMinutes(6)),
                                NOON.plus(Duration.ofMinutes(7))),
                        new LateRow(
                                "any",
                                "Synthetic any",
                                NOON,
                                List.of("g"),
                                1,
                                NOON.plus(Duration.ofMinutes(8)),
                                NOON.plus(Duration.ofMinutes(8))));
    }

    @Test
    void fileOfHoursThatWereClosedBeforeAFileOfALaterYearWasReadIsNotLate() {
        GroupingDriver driver = service(ANY);
        clock.set(NOON.plus(Duration.ofDays(800)));
        assertAlerts(driver.feed("one", at(5, "host", "h"))).containsExactly(create(1));
        driver.end("one");
        driver.feed("of the next year", event(NOON.plus(Duration.ofDays(365)), "host", "x"));
        driver.end("of the next year");
        BatchOutcome outcome = driver.feed("another", at(6, "host", "h"), at(7, "host", "g"));
        assertThat(outcome.late()).isEmpty();
        assertAlerts(outcome).containsExactly(create(1));
        driver.end("another");
        clock.advance(Duration.ofMinutes(10));
        assertAlerts(driver.tick()).containsExactly(update(1, 2));
    }

    @Test
    void rolledBackBatchLeavesNothingLate() {
        GroupingDriver driver = service(ANY);
        closeNoonAndLetRetentionPass(driver, at(5, "host", "h"));
        driver.runAndRollBack(driver.detect("a", List.of(at(6, "host", "h"))), 9);
        assertThat(driver.tick().late()).isEmpty();
    }

    @Test
    void untilTheRetentionIsOverMatchesUpdate() {
        GroupingDriver driver = service(ANY);
        clock.set(NOON.plus(Duration.ofHours(26)));
        driver.feed("a", at(5, "host", "h"));
        driver.feed("a", at(75, "host", "x"));
        driver.feed("a", event(NOON.plus(Duration.ofMinutes(75 + 24 * 60)).minusNanos(1), "host", "x"));
        assertThat(driver.feed("a", at(6, "host", "h")).late()).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertAlerts(driver.tick()).contains(update(1, 2));
    }

    @Test
    void forgottenWindowOfOneDetectionIsNotLateForAnother() {
        Rule roots = rule("roots", matches("user", "root"), List.of(), by("host", count()));
        GroupingDriver driver = service(ANY, roots);
        closeNoonAndLetRetentionPass(driver, at(5, "host", "h", "user", "bob"));
        BatchOutcome outcome = driver.feed("a", at(6, "host", "h", "user", "root"));
        assertThat(outcome.late()).extracting(LateRow::detectionId).containsExactly("any");
        assertThat(outcome.alerts())
                .extracting(alert -> alert.detection().id(), Alert::activity)
                .containsExactly(tuple("roots", Activity.CREATE));
    }

    @Test
    void windowThatWasOpenedAgainIsKeptLongerThanItsNeighboursOfTheSameStart() {
        Rule roots = rule("roots", matches("user", "root"), List.of(), by("host", count()));
        GroupingDriver driver = service(ANY, roots);
        clock.set(NOON.plus(Duration.ofHours(48)));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        driver.feed("a", at(75, "host", "x"));
        clock.advance(Duration.ofMinutes(10));
        driver.feed("a", at(20 * 60, "host", "x"));
        // Opens the window of "any" again, and closes it at an event time 20 hours on; that of "roots" is left alone.
        driver.feed("a", at(6, "host", "h", "user", "bob"));
        clock.advance(Duration.ofHours(24).minusMinutes(10));
        driver.feed("a", at(26 * 60, "host", "x"));
        BatchOutcome outcome = driver.feed("a", at(7, "host", "h", "user", "root"));
        assertThat(outcome.late()).extracting(LateRow::detectionId).containsExactly("roots");
        assertAlerts(outcome).contains(update(2, 3));
    }

    /** Feeds the unit {@code a}. */
    private void closeNoonAndLetRetentionPass(GroupingDriver driver, Event event) {
        clock.set(NOON.plus(Duration.ofHours(26)));
        driver.feed("a", event);
        driver.feed("a", at(75, "host", "x"));
        clock.advance(Duration.ofHours(24));
        driver.feed("a", at(75 + 24 * 60, "host", "x"));
    }

    @Test
    void windowThatClosedBeforeAnyCredibleTimeIsKept() {
        GroupingDriver driver = service(ANY);
        driver.feed("clock ahead", at(150, "host", "h"));
        driver.end("clock ahead");
        driver.feed("b", at(20, "host", "x"));
        BatchOutcome outcome = driver.feed("clock ahead", at(151, "host", "h"));
        assertThat(outcome.late()).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        driver.end("clock ahead");
        assertThat(driver.alerts()).extracting(Alert::activity, Alert::count).contains(tuple(Activity.UPDATE, 2L));
    }

    @Test
    void finishOfAServiceMarksWhatItClosesEarlyAsPartial() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        BatchOutcome outcome = driver.finish();
        assertAlerts(outcome).containsExactly(create(1));
        assertThat(outcome.alerts()).allMatch(Alert::partial);
    }

    @Test
    void finishOfAServiceMarksNoWindowThatIsOver() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(driver.finish().alerts()).hasSize(1).noneMatch(Alert::partial);
    }

    @Test
    void laterEventOpensAPartialWindowAgainAndItsCloseClearsTheMark() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        assertThat(driver.finish().alerts()).extracting(Alert::partial).containsExactly(true);
        driver.feed("a", at(6, "host", "h"));
        clock.advance(Duration.ofMinutes(10));
        BatchOutcome outcome = driver.tick();
        assertAlerts(outcome).containsExactly(update(2, 2));
        assertThat(outcome.alerts()).noneMatch(Alert::partial);
    }

    @Test
    void boundedRunClosesNothingBeforeItsEndAndMarksNothing() {
        GroupingDriver driver = new GroupingDriver(Synthetic.bounded(), clock, ANY);
        clock.set(NOON.plus(Duration.ofHours(48)));
        driver.feed("a", at(5, "host", "h"));
        driver.feed("a", at(20 * 60, "host", "h"));
        assertThat(driver.end("a").alerts()).isEmpty();
        driver.feed("b", at(6, "host", "h"));
        BatchOutcome outcome = driver.finish();
        assertAlerts(outcome).containsExactly(create(2), create(1));
        assertThat(outcome.alerts()).noneMatch(Alert::partial);
    }

    @Test
    void rowThatVanishesGivesAClose() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"), at(5, "host", "g"));
        driver.end("a");
        driver.feed("b", at(6, "host", "h"), at(7, "host", "h"));
        clock.advance(Duration.ofMinutes(10));
        BatchOutcome outcome = driver.tick();
        assertThat(outcome.alerts())
                .extracting(
                        Alert::activity, Alert::revision, alert -> alert.row().get("host"))
                .containsExactly(tuple(Activity.CLOSE, 1, Value.of("h")));
    }

    @Test
    void rowThatVanishedIsClosedOnce() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        driver.end("a");
        for (int i = 0; i < 3; i++) {
            driver.feed("b", at(6, "host", "h"), at(7, "host", "h"));
            clock.advance(Duration.ofMinutes(10));
            driver.tick();
        }
        assertThat(driver.alerts()).extracting(Alert::activity).containsExactly(Activity.CREATE, Activity.CLOSE);
    }

    @Test
    void rowThatComesBackAfterItsCloseIsAnUpdate() {
        Rule odd = rule(
                "odd",
                by("host", count()),
                where(compare(
                        new Expression.Calculation(field("count"), Expression.Arithmetic.MODULO, number(2)),
                        "=",
                        number(1))));
        GroupingDriver driver = service(odd);
        for (int i = 0; i < 3; i++) {
            driver.feed("b", at(6, "host", "h"));
            clock.advance(Duration.ofMinutes(10));
            driver.tick();
        }
        assertThat(driver.alerts())
                .extracting(Alert::activity, Alert::revision)
                .containsExactly(tuple(Activity.CREATE, 0), tuple(Activity.CLOSE, 1), tuple(Activity.UPDATE, 2));
    }

    @Test
    void failingTailSetsItsRowAsideAndTheOtherRulesGoOn() {
        GroupingDriver driver = service(catastrophic("a"), FEW);
        driver.feed("a", at(5, "host", "h", "user", EVIL));
        BatchOutcome outcome = driver.end("a");
        assertThat(outcome.alerts()).extracting(alert -> alert.detection().id()).containsExactly("few");
        assertThat(outcome.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.detectionId()).isEqualTo("a"))
                .satisfies(failure -> assertThat(failure.subject()).contains("[h]"))
                .satisfies(failure -> assertThat(failure.reason()).contains("regular expression"));
    }

    @Test
    void rowWhoseTailBeginsToFailIsNotClosed() {
        GroupingDriver driver = service(catastrophic("a"));
        driver.feed("a", at(5, "host", "h", "user", "b"));
        driver.end("a");
        driver.feed("b", at(6, "host", "h", "user", EVIL));
        clock.advance(Duration.ofMinutes(10));
        BatchOutcome outcome = driver.end("b");
        assertThat(outcome.alerts()).isEmpty();
        assertThat(outcome.failures()).hasSize(1);
    }

    // Sorts before "b", so that it is tried first.
    private static final String EVIL = "a".repeat(60) + '!';

    // What looks ahead has no linear form, so steps are counted.
    private static Rule catastrophic(String id) {
        return rule(
                id,
                by("host", count(), aggregation(Function.VALUES, "user", "users")),
                where(call(Expression.Function.MATCH, field("users"), text("^(?=.)(.*)(.*)(.*)(.*)(.*)(.*)x$|^b$"))));
    }

    @Test
    void failedBatchIsRolledBack() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        Detections batch = driver.detect("a", List.of(at(6, "host", "h"), at(7, "host", "g")));
        driver.grouping().begin(batch);
        batch.deltas().forEach(delta -> {
            WindowTable table = driver.grouping().find(delta.key());
            driver.grouping().merge(table, delta);
            driver.grouping().keep(table);
        });
        driver.grouping().savePosition(batch);
        driver.grouping().fail(new IllegalStateException("first"));
        driver.grouping().fail(new IllegalStateException("second"));
        assertThatThrownBy(driver.grouping()::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("first");
        assertThat(driver.grouping().position("a")).isEqualTo(1);
        assertThat(driver.end("a").alerts()).isEmpty();
    }

    @Test
    void batchAfterAFailedOneIsNotFailedToo() {
        GroupingDriver driver = service(ANY);
        driver.grouping().begin(Detections.tick());
        driver.grouping().fail(new IllegalStateException("once"));
        assertThatThrownBy(driver.grouping()::commit).isInstanceOf(IllegalStateException.class);
        assertAlerts(driver.feed("a", at(5, "host", "h"))).containsExactly(create(1));
    }

    @Test
    void rolledBackFinishClosesNothingLater() {
        GroupingDriver driver = service(FEW);
        driver.feed("a", at(5, "host", "h"));
        driver.runAndRollBack(Detections.finishing(), 1);
        assertAlerts(driver.tick()).isEmpty();
        assertAlerts(driver.end("a")).containsExactly(create(1));
    }

    @Test
    void positionIsBehindTheLastCommittedBatch() {
        GroupingDriver driver = service(ANY);
        assertThat(driver.grouping().position("a")).isZero();
        driver.feed("a", at(5, "host", "h"), at(5, "host", "h"));
        driver.feed("b", at(5, "host", "h"));
        driver.runAndRollBack(driver.detect("a", List.of(at(6))), 9);
        driver.tick();
        assertThat(driver.grouping().position("a")).isEqualTo(2);
        assertThat(driver.grouping().position("b")).isEqualTo(1);
    }

    @Test
    void positionOfAnEndedUnitIsItsStart() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        driver.end("a");
        assertThat(driver.grouping().position("a")).isZero();
    }

    @Test
    void alertsOfACloseAreInTheOrderOfWindowsThenDetectionsThenRows() {
        Rule second = rule("b", by("host user", count()));
        Rule first = rule("a", matches("host", "z"), List.of(), by("host", count()));
        GroupingDriver driver = new GroupingDriver(Synthetic.bounded(), clock, second, first);
        driver.feed("u", at(65, "host", "h"));
        driver.feed("u", at(5, "host", "x", "user", "2"), at(5, "host", "x", "user", "1"), at(5, "host", "h"));
        driver.feed("u", at(5, "host", "z"));
        assertThat(driver.finish().alerts())
                .extracting(
                        Alert::windowStart,
                        alert -> alert.detection().id(),
                        alert -> alert.row().get("host").text())
                .containsExactly(
                        tuple(NOON, "a", "z"),
                        tuple(NOON, "b", "h"),
                        tuple(NOON, "b", "x"),
                        tuple(NOON, "b", "x"),
                        tuple(NOON, "b", "z"),
                        tuple(NOON.plus(Duration.ofHours(1)), "b", "h"));
    }

    @Test
    void timesAtTheEndsOfTimeStallNothing() {
        List<Instant> hostile = Stream.of(
                        Instant.MIN,
                        Instant.parse("-0001-01-01T00:00:00Z"),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999999Z"),
                        Instant.ofEpochMilli(Long.MAX_VALUE),
                        Instant.MAX)
                .toList();
        for (boolean bounded : new boolean[] {true, false}) {
            GroupingDriver driver =
                    new GroupingDriver(bounded ? Synthetic.bounded() : Synthetic.service(true), clock, ANY);
            for (Instant time : hostile) {
                driver.feed("a", event(time, "host", "h"));
                driver.tick();
            }
            driver.end("a");
            driver.finish();
            assertThat(driver.alerts())
                    .extracting(Alert::firstTime, Alert::count)
                    .containsExactlyInAnyOrderElementsOf(
                            hostile.stream().map(time -> tuple(time, 1L)).toList());
        }
    }

    @Test
    void eventsFarAheadThatMatchNothingLeaveNoWindowBehind() {
        GroupingDriver driver = service(rule("roots", matches("user", "root"), List.of(), by("host", count())));
        Detections batch = driver.detect("a", List.of(at(500, "user", "bob"), at(700, "user", "root"), at(5)));
        assertThat(batch.windows())
                .extracting(WindowSpan::start)
                .containsExactlyInAnyOrder(NOON, NOON.plus(Duration.ofHours(11)));
        assertThat(batch.future()).isEqualTo(2);
    }

    @Test
    void openKeysAreThoseOfWindowsWithMatches() {
        GroupingDriver driver = service(ANY);
        driver.feed("a", at(5, "host", "h"));
        assertThat(driver.grouping().openKeys()).containsExactly(NOON + " any");
        driver.end("a");
        assertThat(driver.grouping().openKeys()).isEmpty();
    }

    @Test
    void truncatedRowIsMarked() {
        GroupingSettings two = new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ZERO,
                2,
                250_000,
                true,
                false);
        GroupingDriver driver = new GroupingDriver(
                two, clock, rule("values", by("host", aggregation(Function.VALUES, "user", "users"))));
        driver.feed("a", at(5, "host", "h", "user", "c"), at(6, "host", "h", "user", "b"));
        driver.feed("a", at(6, "host", "h", "user", "a"));
        Alert alert = driver.end("a").alerts().get(0);
        assertThat(alert.truncated()).isTrue();
        assertThat(alert.row().get("users")).isEqualTo(Value.of(List.of("a", "b")));
    }
}
