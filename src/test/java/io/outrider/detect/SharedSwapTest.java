package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.event;
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
import io.outrider.store.EmptyDatabase;
import io.outrider.store.SharedStateStore;
import io.outrider.store.WindowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules that instances swap while windows are open in the store that they share (decision 21). Synthetic. */
class SharedSwapTest {

    private static final Rule ANY = rule("r", by("host", count()));
    private static final Rule NOT_A = rule("r", by("host", count()), search(differs("host", "a")));
    private static final Rule OTHER_GROUPING =
            rule("r", by("host", count(), aggregation(Function.VALUES, "user", "users")));

    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));
    private final List<SharedStateStore> stores = new ArrayList<>();
    private final List<GroupingDriver> instances = new ArrayList<>();

    @AfterEach
    void close() {
        stores.forEach(SharedStateStore::close);
    }

    private SharedStateStore store(String name) {
        SharedStateStore store = DATABASE.get().open(name);
        stores.add(store);
        return store;
    }

    private GroupingDriver instance(String name, boolean firstMatch, Rule... rules) {
        GroupingDriver driver =
                new GroupingDriver(Synthetic.service(firstMatch), clock, List.of(rules), null, store(name));
        driver.grouping().resume();
        instances.add(driver);
        return driver;
    }

    private static Event at(int minutesAfterNoon, String... fields) {
        return event(NOON.plus(Duration.ofMinutes(minutesAfterNoon)), fields);
    }

    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertAlerts(
            List<Alert> alerts) {
        return assertThat(alerts)
                .extracting(
                        Alert::activity,
                        Alert::revision,
                        alert -> alert.row().get("host").text(),
                        Alert::count,
                        Alert::partial);
    }

    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertTick(
            GroupingDriver instance) {
        return assertAlerts(instance.tick().alerts());
    }

    /** What is said when all windows are over. */
    private List<Alert> last() {
        List<Alert> said = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            instances.forEach(instance -> said.addAll(instance.tick().alerts()));
        }
        return said;
    }

    @Test
    void editedFilterSilencesWhatAnyInstanceSaid() {
        GroupingDriver one = instance("one", true, ANY);
        GroupingDriver two = instance("two", true, ANY);
        one.feed("u", List.of(at(1, "host", "a"), at(2, "host", "b")));

        assertAlerts(two.swap(NOT_A).alerts()).isEmpty();
        assertTick(two).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
        one.swap(NOT_A);
        assertTick(one).isEmpty();
        assertAlerts(one.feed("u", at(3, "host", "a")).alerts()).isEmpty();
        assertAlerts(two.feed("u", at(4, "host", "a")).alerts()).isEmpty();
        assertAlerts(last()).isEmpty();
    }

    @Test
    void whatAnInstanceSaysThatHasTheOldFilterStillIsSilencedWhenItHasTheNewOne() {
        GroupingDriver one = instance("one", true, ANY);
        GroupingDriver two = instance("two", true, ANY);
        one.feed("u", at(1, "host", "b"));
        two.swap(NOT_A);
        assertTick(two).isEmpty();
        assertAlerts(one.feed("u", at(2, "host", "a")).alerts())
                .containsExactly(tuple(Activity.CREATE, 0, "a", 1L, false));

        one.swap(NOT_A);
        assertTick(one).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
        assertAlerts(last()).isEmpty();
    }

    @Test
    void rowsThatAWiderTailLetsThroughGoOutWithAllThatInstancesHave() {
        GroupingDriver one = instance("one", true, NOT_A);
        GroupingDriver two = instance("two", true, NOT_A);
        one.feed("u", at(1, "host", "a"));
        two.feed("u", at(2, "host", "a"));

        two.swap(ANY);
        assertTick(two).containsExactly(tuple(Activity.CREATE, 0, "a", 2L, false));
        one.swap(ANY);
        assertTick(one).isEmpty();
        assertAlerts(one.feed("u", at(3, "host", "a")).alerts()).isEmpty();
        assertAlerts(last()).containsExactly(tuple(Activity.UPDATE, 1, "a", 3L, false));
    }

    @Test
    void whereAlertsWaitForTheCloseTheNewTailSaysNothingBefore() {
        GroupingDriver one = instance("one", false, ANY);
        one.feed("u", at(1, "host", "a"), at(2, "host", "b"));
        one.swap(NOT_A);
        assertTick(one).isEmpty();
        assertAlerts(last()).containsExactly(tuple(Activity.CREATE, 0, "b", 1L, false));
    }

    @Test
    void otherPlanClosesTheWindowOfAllInstancesUnderTheOldOneMarkedPartial() {
        GroupingDriver one = instance("one", false, ANY);
        GroupingDriver two = instance("two", false, ANY);
        one.feed("u", at(1, "host", "a"));
        two.feed("u", at(2, "host", "a"));

        two.swap(OTHER_GROUPING);
        assertTick(two).containsExactly(tuple(Activity.CREATE, 0, "a", 2L, true));
        one.swap(OTHER_GROUPING);
        assertTick(one).isEmpty();
        one.feed("u", at(3, "host", "a", "user", "x"));
        two.feed("u", at(4, "host", "c"));
        assertAlerts(last())
                .containsExactlyInAnyOrder(
                        tuple(Activity.UPDATE, 1, "a", 1L, true), tuple(Activity.CREATE, 0, "c", 1L, true));
    }

    @Test
    void rowsOfBothPlansAreSaidWhereOneInstanceIsLater() {
        GroupingDriver one = instance("one", false, ANY);
        GroupingDriver two = instance("two", false, ANY);
        one.feed("u", at(1, "host", "a"));
        two.swap(OTHER_GROUPING);
        assertTick(two).containsExactly(tuple(Activity.CREATE, 0, "a", 1L, true));
        two.feed("u", at(2, "host", "c"));
        one.feed("u", at(3, "host", "a"));

        one.swap(OTHER_GROUPING);
        assertTick(one).containsExactly(tuple(Activity.UPDATE, 1, "a", 2L, true));
        assertAlerts(last()).containsExactly(tuple(Activity.CREATE, 0, "c", 1L, true));
    }

    @Test
    void deletedDetectionSendsWhatAllInstancesHaveAndNoMore() {
        GroupingDriver one = instance("one", false, ANY);
        GroupingDriver two = instance("two", false, ANY);
        one.feed("u", at(1, "host", "a"));
        two.swap();
        assertTick(two).containsExactly(tuple(Activity.CREATE, 0, "a", 1L, true));
        one.swap();
        assertAlerts(last()).isEmpty();
    }

    @Test
    void windowThatAnotherInstanceHasLockedIsLookedAtWithTheNextTick() {
        GroupingDriver one = instance("one", true, ANY);
        one.feed("u", at(1, "host", "a"));
        one.swap(NOT_A);
        SharedStateStore other = store("other");
        assertThat(other.lock(new WindowId("r", NOON.getEpochSecond()))).isNotNull();
        assertTick(one).isEmpty();
        other.release();
        one.runAndRollBack(Detections.tick(), Integer.MAX_VALUE);
        assertTick(one).containsExactly(tuple(Activity.CLOSE, 1, "a", 1L, false));
        assertTick(one).isEmpty();
    }
}
