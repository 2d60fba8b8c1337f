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
import io.outrider.cim.Event;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Rule;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A detection that was added or edited while nothing ran saw a part only of the windows that were open. Synthetic. */
class RulesWhileStoppedTest {

    private static final Rule ANY = rule("any", by("host", count()));
    private static final Rule NEW = rule("new", by("host", count()));
    private static final Rule NEW_TAIL = rule("new", by("host", count()), search(differs("host", "x")));
    private static final Rule NEW_PLAN =
            rule("new", by("host", count(), aggregation(Function.VALUES, "user", "users")));
    private static final Rule ONLY_B = rule("new", matches("host", "b"), List.of(), by("host", count()));

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));
    private final StateStore store = States.inMemory();

    @AfterEach
    void close() {
        store.close();
    }

    private GroupingDriver started(Rule... rules) {
        GroupingDriver driver = new GroupingDriver(Synthetic.service(true), clock, List.of(rules), null, store);
        driver.grouping().resume();
        return driver;
    }

    private static Event at(int minutesAfterNoon, String host) {
        return event(NOON.plus(Duration.ofMinutes(minutesAfterNoon)), "host", host);
    }

    /** The rows of an outcome's alerts, and whether they are partial. */
    private static List<Tuple> of(String detection, BatchOutcome outcome) {
        return outcome.alerts().stream()
                .filter(alert -> alert.detection().id().equals(detection))
                .map(alert -> tuple(alert.row().get("host").text(), alert.partial()))
                .toList();
    }

    @Test
    void detectionThatIsAddedSaysThatItsFirstWindowMayLackSome() {
        started(ANY).feed("u", at(1, "a"));
        BatchOutcome outcome = started(ANY, NEW).feed("u", at(2, "b"), at(70, "c"));
        assertThat(of("new", outcome)).containsExactly(tuple("b", true), tuple("c", false));
        assertThat(of("any", outcome)).containsExactly(tuple("b", false), tuple("c", false));
    }

    @Test
    void itSaysSoBehindAnotherStartToo() {
        started(ANY).feed("u", at(1, "a"));
        BatchOutcome between = started(ANY, ONLY_B).feed("u", at(2, "a"), at(70, "a"));
        assertThat(of("new", between)).isEmpty();
        BatchOutcome outcome = started(ANY, ONLY_B).feed("u", at(3, "b"), at(71, "b"));
        assertThat(of("new", outcome)).containsExactly(tuple("b", true), tuple("b", false));
    }

    @Test
    void soDoesOneThatIsEditedAndOneThatWasAwayForAWhile() {
        started(ANY, ONLY_B).feed("u", at(1, "a"));
        assertThat(of("new", started(ANY, NEW_PLAN).feed("u", at(2, "a")))).containsExactly(tuple("a", true));

        started(ANY, ONLY_B).feed("u", at(70, "a"));
        started(ANY).feed("u", at(71, "c"));
        assertThat(of("new", started(ANY, ONLY_B).feed("u", at(72, "b"), at(130, "b"))))
                .containsExactly(tuple("b", true), tuple("b", false));
    }

    @Test
    void soDoesOneThatWasAddedWhileTheServiceRan() {
        GroupingDriver driver = started(ANY);
        driver.feed("u", at(1, "a"));
        driver.swap(ANY, ONLY_B);
        driver.feed("u", at(2, "a"));
        assertThat(of("new", started(ANY, ONLY_B).feed("u", at(3, "b"), at(70, "b"))))
                .containsExactly(tuple("b", true), tuple("b", false));
    }

    @Test
    void oneThatRanOrWhoseTailIsEditedSawAll() {
        started(ANY, NEW).feed("u", at(1, "a"));
        assertThat(of("new", started(ANY, NEW).feed("u", at(2, "b")))).containsExactly(tuple("b", false));
        assertThat(of("new", started(ANY, NEW_TAIL).feed("u", at(3, "c")))).containsExactly(tuple("c", false));
    }

    @Test
    void oneThatIsEditedAndDidNotMatchBeforeIsWholeInTheNextWindow() {
        started(ANY).feed("u", at(1, "a"));
        GroupingDriver driver = started(ANY, NEW);
        driver.feed("u", at(70, "a"));
        assertThat(of("new", started(ANY, NEW).feed("u", at(71, "b")))).containsExactly(tuple("b", false));
    }

    @Test
    void whereAnEarlierVersionDidNotWriteDownWhatRanAllAreTakenToHave() {
        store.write(List.of(
                new UnitPut("u", 1, NOON, null),
                new FeedPut(
                        NOON.getEpochSecond(), NOON.plus(Duration.ofHours(1)).getEpochSecond(), "u")));
        assertThat(of("any", started(ANY).feed("u", at(2, "a")))).containsExactly(tuple("a", false));
        assertThat(of("new", started(ANY, NEW).feed("u", at(3, "a")))).containsExactly(tuple("a", true));
    }
}
