package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Event;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Rules that are swapped while windows are open (decision 21). Synthetic. */
class HotSwapTest {

    private static final Rule ANY = rule("r", by("host", count()));
    private static final Rule NOT_A = rule("r", by("host", count()), search(differs("host", "a")));
    private static final Rule OTHER_GROUPING =
            rule("r", by("host", count(), aggregation(Function.VALUES, "user", "users")));
    private static final Rule ONLY_B = rule("r", matches("host", "b"), List.of(), by("host", count()));

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));

    private GroupingDriver firstMatch(Rule... rules) {
        return new GroupingDriver(Synthetic.service(true), clock, rules);
    }

    private GroupingDriver atClose(Rule... rules) {
        return new GroupingDriver(Synthetic.service(false), clock, rules);
    }

    private static Event at(int minutesAfterNoon, String... fields) {
        return event(NOON.plus(Duration.ofMinutes(minutesAfterNoon)), fields);
    }

    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertAlerts(
            BatchOutcome outcome) {
        return assertThat(outcome.alerts())
                .extracting(
                        Alert::activity,
                        Alert::revision,
                        alert -> alert.row().get("host").text(),
                        Alert::count,
                        Alert::partial);
    }

    @Test
    void editedFilterSilencesAtOnce() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"), at(2, "host", "b"));

        assertAlerts(driver.swap(NOT_A)).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
        assertAlerts(driver.feed("u", at(3, "host", "a"))).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertAlerts(driver.end("u")).isEmpty();
    }

    @Test
    void rowsThatAWiderTailLetsThroughGoOutAtOnceWithAllTheyHave() {
        GroupingDriver driver = firstMatch(NOT_A);
        driver.feed("u", at(1, "host", "a"), at(2, "host", "a"));

        assertAlerts(driver.swap(ANY)).containsExactly(tuple(Activity.CREATE, 0, "a", 2L, false));
    }

    @Test
    void groupedDetectionThatIsSortedNowKeepsItsRows() {
        GroupingDriver driver = atClose(ANY);
        driver.feed("u", at(1, "host", "a"));

        Stage sort = new Stage.Sort(0, List.of(new Stage.SortKey("host", false, Stage.Order.AUTO)));
        assertAlerts(driver.swap(rule("r", by("host", count()), sort))).isEmpty();
        driver.feed("u", at(2, "host", "a"));
        clock.advance(Duration.ofHours(1));
        assertAlerts(driver.end("u")).containsExactly(tuple(Activity.CREATE, 0, "a", 2L, false));
    }

    @Test
    void whereAlertsWaitForTheCloseTheNewTailSaysNothingBefore() {
        GroupingDriver driver = atClose(ANY);
        driver.feed("u", at(1, "host", "a"), at(2, "host", "b"));

        assertAlerts(driver.swap(NOT_A)).isEmpty();
        driver.feed("u", at(3, "host", "b"));
        clock.advance(Duration.ofDays(1));
        assertAlerts(driver.end("u")).containsExactly(tuple(Activity.CREATE, 0, "b", 2L, false));
    }

    @Test
    void otherPlanClosesTheWindowUnderTheOldOneMarkedPartial() {
        GroupingDriver driver = atClose(ANY);
        driver.feed("u", at(1, "host", "a"));

        assertAlerts(driver.swap(OTHER_GROUPING)).containsExactly(tuple(Activity.CREATE, 0, "a", 1L, true));
    }

    @Test
    void rowsOfTheNewPlanGoOnWithTheRevisionsOfTheOld() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"), at(2, "host", "a"));
        driver.swap(OTHER_GROUPING);

        BatchOutcome later = driver.feed("u", at(3, "host", "a", "user", "x"), at(4, "host", "c"));

        assertAlerts(later)
                .containsExactly(tuple(Activity.UPDATE, 2, "a", 1L, true), tuple(Activity.CREATE, 0, "c", 1L, true));
        assertThat(driver.alerts()).extracting(Alert::id, Alert::revision).doesNotHaveDuplicates();
    }

    @Test
    void nextWindowUnderTheNewPlanIsWhole() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"));
        driver.swap(ONLY_B);

        assertAlerts(driver.feed("u", at(61, "host", "b"), at(62, "host", "a")))
                .containsExactly(tuple(Activity.CREATE, 0, "b", 1L, false));
    }

    @Test
    void deletedDetectionSendsWhatItHasAndNoMore() {
        GroupingDriver driver = atClose(ANY);
        driver.feed("u", at(1, "host", "a"));

        assertAlerts(driver.swap()).containsExactly(tuple(Activity.CREATE, 0, "a", 1L, true));
        assertAlerts(driver.feed("u", at(2, "host", "a"))).isEmpty();
        assertAlerts(driver.finish()).isEmpty();
    }

    @Test
    void newDetectionSeesTheNextEventAndSaysThatItsWindowMayLackSome() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"));
        driver.swap(ANY, rule("new", by("host", count())));

        BatchOutcome later = driver.feed("u", at(2, "host", "a"), at(70, "host", "b"));

        assertThat(later.alerts())
                .filteredOn(alert -> alert.detection().id().equals("new"))
                .extracting(alert -> alert.row().get("host").text(), Alert::partial)
                .containsExactly(tuple("a", true), tuple("b", false));
    }

    @Test
    void detectionThatDidNotChangeSaysNothing() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"), at(2, "host", "a"));

        assertAlerts(driver.swap(ANY, rule("new", by("host", count())))).isEmpty();
        assertAlerts(driver.finish()).containsExactly(tuple(Activity.UPDATE, 1, "a", 2L, true));
    }

    @Test
    void lateEventAfterTheCloseMeetsTheNewTail() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"));
        driver.end("u");
        driver.swap(NOT_A);
        clock.advance(Duration.ofHours(1));

        driver.feed("v", at(5, "host", "a"));
        assertAlerts(driver.end("v")).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
    }

    @Test
    void lateEventOfAnotherPlanNeverMeetsTheRowsOfTheOld() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"));
        driver.end("u");
        driver.swap(OTHER_GROUPING);

        assertAlerts(driver.feed("v", at(5, "host", "a", "user", "x")))
                .containsExactly(tuple(Activity.UPDATE, 1, "a", 1L, true));
    }

    @Test
    void windowOfAnotherPlanThatGaveWayTakesNoRoomAnyMore() {
        GroupingDriver driver = new GroupingDriver(Synthetic.rows(2), clock, ANY);
        driver.feed("u", at(1, "host", "a"));
        driver.end("u");
        driver.swap(OTHER_GROUPING);
        Detections late = driver.detect("v", List.of(at(5, "host", "a")));
        driver.runAndRollBack(late, 1);
        driver.run(late);

        assertThat(driver.feed("v", at(6, "host", "b")).refused()).isZero();
        assertThat(driver.feed("v", at(7, "host", "c")).refused()).isOne();
    }

    @Test
    void batchThatTheOldRulesSawIsDetectedAnew() {
        GroupingDriver driver = firstMatch(ANY);
        Detections before = driver.detect("u", List.of(at(1, "host", "a"), at(2, "host", "b")));
        driver.swap(ONLY_B);

        assertAlerts(driver.run(before)).containsExactly(tuple(Activity.CREATE, 0, "b", 1L, false));
    }

    @Test
    void swapThatIsRolledBackLeavesTheOldRules() {
        GroupingDriver driver = firstMatch(ANY);
        driver.feed("u", at(1, "host", "a"));
        Detections swap = driver.swapping(NOT_A);
        driver.runAndRollBack(swap, 1);

        assertAlerts(driver.feed("u", at(2, "host", "c"))).containsExactly(tuple(Activity.CREATE, 0, "c", 1L, false));
        assertAlerts(driver.run(swap)).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
    }

    @Test
    void noEventIsLostWhileRulesAreSwappedAllTheTime() {
        GroupingDriver driver = atClose(ANY);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> swaps = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!done.get()) {
                driver.swap(ANY, rule("other" + count++, by("host", count())));
            }
            return count;
        });
        int events = 0;
        for (int batch = 0; batch < 500; batch++) {
            List<Event> some = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                some.add(at(i, "host", "a"));
            }
            driver.feed("u", some);
            events += some.size();
        }
        done.set(true);

        assertThat(swaps.join()).isPositive();
        driver.finish();
        assertThat(driver.alerts())
                .filteredOn(alert -> alert.detection().id().equals("r"))
                .extracting(Alert::count)
                .containsExactly((long) events);
    }
}
