package io.outrider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.health.Concern.Area;
import io.outrider.outbox.SinkCondition;
import io.outrider.rule.Severity;
import io.outrider.store.StoreException;
import io.outrider.store.StoreFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(BEGIN);
    private final List<SinkCondition> sinks = new ArrayList<>();
    private final Map<String, String> sources = new TreeMap<>();
    private long lettersUsed;
    private long lost;
    private boolean away;
    private StoreFault failedBatch;

    private final Examination examination = new Examination(
            new StoreWatch(this::write, () -> Optional.ofNullable(failedBatch), clock),
            () -> List.copyOf(sinks),
            List.of(
                    () -> List.of(Level.of("rows-in-memory", 100, 100, "rows", "outrider.grouping.max-rows", null)),
                    () -> List.of(letters())),
            () -> List.of(new Loss("messages-lost", "relays", false, lost, "messages were thrown away", "no room")),
            () -> sources,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            clock);

    private void write(Instant now) {
        if (away) {
            throw new StoreException("the state could not be written: no space", new IOException());
        }
    }

    private Level letters() {
        if (away) {
            throw new StoreException("the state could not be read", new IOException());
        }
        return Level.of(
                "dead-letters", lettersUsed, 100, "letters", "outrider.dead-letters.max-count", "the oldest go");
    }

    private void sink(long waiting, Instant failingSince, long givenUp) {
        sinks.clear();
        sinks.add(new SinkCondition(
                "soc",
                waiting,
                10,
                failingSince,
                failingSince == null ? "" : "expected 2xx, but found 500",
                givenUp,
                givenUp == 0 ? "" : "410 gone"));
    }

    private List<String> wrong() {
        return examination.look().concerns().stream()
                .map(concern -> concern.name() + " " + concern.severity())
                .toList();
    }

    /** What is full has been for long enough. */
    private void lasts() {
        examination.look();
        clock.advance(Duration.ofSeconds(10));
    }

    @Test
    void nothingIsWrongWhenAllIsWell() {
        sink(0, null, 0);

        Report report = examination.look();

        assertThat(report.concerns()).isEmpty();
        assertThat(report.store()).isNull();
        assertThat(report.levels())
                .extracting(measured -> measured.level().name())
                .containsExactly("rows-in-memory", "dead-letters", "alerts-waiting.soc");
    }

    @Test
    void levelThatHasAnotherPlaceBeyondItsBoundIsToldAndNotWrong() {
        Report report = examination.look();

        assertThat(report.levels().get(0).state()).isEqualTo(LevelState.REACHED);
        assertThat(report.concerns()).isEmpty();
    }

    @Test
    void levelThatIsFullForAMomentIsNotWrong() {
        lettersUsed = 100;
        assertThat(wrong()).isEmpty();
        clock.advance(Duration.ofSeconds(9));
        assertThat(wrong()).isEmpty();
        lettersUsed = 0;
        assertThat(wrong()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        lettersUsed = 100;
        assertThat(wrong()).isEmpty();
        assertThat(examination.look().levels().get(1).state()).isEqualTo(LevelState.REACHED);
    }

    @Test
    void levelIsWrongFromFourFifthsAndGraverAtItsBound() {
        lettersUsed = 80;
        lasts();
        assertThat(wrong()).containsExactly("dead-letters MEDIUM");
        lettersUsed = 100;
        assertThat(wrong()).containsExactly("dead-letters HIGH");
        lettersUsed = 96;
        assertThat(wrong()).containsExactly("dead-letters HIGH");
        lettersUsed = 69;
        assertThat(wrong()).isEmpty();
    }

    @Test
    void alertsThatWaitForASinkAreALevelOfThatSinkWithItsNumbers() {
        sink(10, null, 0);
        lasts();

        Concern concern = examination.look().concerns().get(0);

        assertThat(concern.name()).isEqualTo("alerts-waiting.soc");
        assertThat(concern.sink()).isEqualTo("soc");
        assertThat(concern.detail())
                .contains("soc", "10 of 10 alerts", "outrider.delivery.max-waiting", "dead letters");
    }

    @Test
    void sinkThatFailsIsWrongAfterATimeAndSaysSinceWhenAndWhy() {
        sink(3, BEGIN, 0);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(wrong()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        Concern concern = examination.look().concerns().get(0);

        assertThat(concern.name()).isEqualTo("sink-failing.soc");
        assertThat(concern.severity()).isEqualTo(Severity.HIGH);
        assertThat(concern.detail()).contains("2026-01-01T00:00:00Z", "3 wait", "expected 2xx, but found 500");
    }

    @Test
    void alertsThatAreGivenUpAreWrongUntilNoneFollowedForTenMinutes() {
        sink(0, null, 2);
        assertThat(examination.look().concerns()).singleElement().satisfies(concern -> {
            assertThat(concern.name()).isEqualTo("alerts-given-up.soc");
            assertThat(concern.detail()).isEqualTo("2 alerts that soc does not get; the last: 410 gone");
        });
        clock.advance(Duration.ofMinutes(9));
        sink(0, null, 5);
        assertThat(examination.look().concerns().get(0).detail()).startsWith("5 alerts");
        clock.advance(Duration.ofMinutes(9));
        assertThat(wrong()).containsExactly("alerts-given-up.soc HIGH");
        clock.advance(Duration.ofMinutes(1));
        assertThat(wrong()).isEmpty();
        sink(0, null, 6);
        assertThat(examination.look().concerns().get(0).detail()).startsWith("1 alerts");
    }

    @Test
    void lostMessagesAreOfTheirSourceAndOfNoSink() {
        lost = 7;

        Concern concern = examination.look().concerns().get(0);

        assertThat(concern.name()).isEqualTo("messages-lost.relays");
        assertThat(concern.sink()).isNull();
        assertThat(concern.detail()).isEqualTo("7 messages were thrown away; the last: no room");
    }

    @Test
    void sourceThatDoesNotRunIsNamedWithTheReason() {
        sources.put("firewalls", "Address already in use");

        Report report = examination.look();

        assertThat(report.isWrong(Area.SOURCES)).isTrue();
        assertThat(report.concerns().get(0).detail()).contains("firewalls", "Address already in use");
    }

    @Test
    void storeThatCannotBeWrittenIsToldSinceItsFirstFailureAndWhatIsInItStandsAsItWas() {
        lettersUsed = 85;
        lasts();
        assertThat(wrong()).containsExactly("dead-letters MEDIUM");
        away = true;
        Instant since = clock.instant();
        assertThat(wrong()).containsExactly("store-failing CRITICAL", "dead-letters MEDIUM");
        clock.advance(Duration.ofHours(1));

        Report report = examination.look();

        assertThat(report.store()).isEqualTo(new StoreFault(since, "the state could not be written: no space"));
        away = false;
        assertThat(wrong()).containsExactly("dead-letters MEDIUM");
    }

    @Test
    void batchThatTheStoreDidNotTakeCountsForHalfAMinuteThoughTheStoreCanBeWritten() {
        failedBatch = new StoreFault(BEGIN, "the state could not be written: disk full");
        assertThat(wrong()).containsExactly("store-failing CRITICAL");
        clock.advance(Duration.ofSeconds(20));
        failedBatch = new StoreFault(clock.instant(), "the state could not be written: disk full");
        clock.advance(Duration.ofSeconds(29));
        assertThat(examination.look().store())
                .isNotNull()
                .extracting(StoreFault::since)
                .isEqualTo(BEGIN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(wrong()).isEmpty();
    }

    @Test
    void whereThereIsNoStoreNoneFails() {
        failedBatch = new StoreFault(BEGIN, "never");
        StoreWatch none = new StoreWatch(null, () -> Optional.of(failedBatch), clock);

        assertThat(none.look()).isEmpty();
    }

    @Test
    void itIsToldWhatIsNotKnownYetBehindTheStart() {
        assertThat(examination.look().notYetKnown()).containsExactlyInAnyOrder(Area.values());
        clock.advance(Duration.ofSeconds(10));
        assertThat(examination.look().notYetKnown()).doesNotContain(Area.LEVELS).contains(Area.SOURCES, Area.STORE);
        clock.advance(Duration.ofSeconds(20));
        assertThat(examination.look().notYetKnown()).containsExactlyInAnyOrder(Area.SINKS, Area.LOSSES);
        clock.advance(Duration.ofMinutes(7));
        assertThat(examination.look().notYetKnown()).containsExactly(Area.LOSSES);
        clock.advance(Duration.ofMinutes(3));
        assertThat(examination.look().notYetKnown()).isEmpty();
    }

    @Test
    void whileSomethingWasNeverAskedNothingIsKnown() {
        away = true;
        examination.look();
        clock.advance(Duration.ofMinutes(20));
        assertThat(examination.look().notYetKnown()).containsExactlyInAnyOrder(Area.values());
        away = false;
        assertThat(examination.look().notYetKnown()).containsExactlyInAnyOrder(Area.values());
        clock.advance(Duration.ofMinutes(20));
        away = true;
        assertThat(examination.look().notYetKnown()).isEmpty();
    }
}
