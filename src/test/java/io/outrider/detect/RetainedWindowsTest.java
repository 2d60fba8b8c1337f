package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.alert.Alert;
import io.outrider.store.ClosedAt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainedWindowsTest {

    private static final Instant END = NOON.plus(Duration.ofHours(1));
    private static final Duration DAY = Duration.ofHours(24);
    // Of events of the past.
    private static final ClosedAt CLOSED = new ClosedAt(END, END.plus(Duration.ofDays(700)));
    private static final ClosedAt OVER = later(CLOSED, DAY);

    private final RetainedWindows retained = new RetainedWindows(DAY, 2, 3);
    private final UndoLog undo = new UndoLog();

    private static WindowTable table(String detectionId) {
        CompiledRule rule =
                new CompiledRule(rule(detectionId, by("host", count())), Synthetic.MODELS, Synthetic.bounded());
        return new WindowTable(new WindowKey(detectionId, NOON), rule, END);
    }

    private static Emission emission(WindowTable of) {
        return new Emission(new Alert(
                "0".repeat(64),
                0,
                Alert.Activity.CREATE,
                of.rule().rule().about(),
                NOON,
                END,
                false,
                false,
                NOON,
                NOON,
                1,
                Map.of()));
    }

    private static ClosedAt later(ClosedAt moment, Duration duration) {
        return new ClosedAt(moment.eventTime().plus(duration), moment.clock().plus(duration));
    }

    @Test
    void windowIsKeptUntilEventTimeAndTheClockHaveGoneOnByTheRetention() {
        WindowTable table = table("a");
        retained.put(table, CLOSED, undo);
        retained.forget(new ClosedAt(OVER.eventTime().minusNanos(1), Instant.MAX));
        assertThat(retained.get(table.key())).isSameAs(table);
        retained.forget(new ClosedAt(Instant.MAX, OVER.clock().minusNanos(1)));
        assertThat(retained.get(table.key())).as("events of a later year came").isSameAs(table);
        assertThat(retained.isForgotten(table.key())).isFalse();
        retained.forget(OVER);
        assertThat(retained.get(table.key())).isNull();
        assertThat(retained.isForgotten(table.key())).isTrue();
    }

    @Test
    void whereThereAreTooManyWindowsAreKeptByEventTimeAlone() {
        for (String id : new String[] {"a", "b", "c", "d"}) {
            retained.put(table(id), CLOSED, undo);
        }
        assertThat(retained.forget(new ClosedAt(OVER.eventTime().minusNanos(1), CLOSED.clock())))
                .isEmpty();
        assertThat(retained.forget(new ClosedAt(OVER.eventTime(), CLOSED.clock())))
                .extracting(table -> table.key().detectionId())
                .containsExactly("a");
        WindowTable said = table("said");
        said.emit("one", emission(said), undo);
        retained.put(said, CLOSED, undo);
        assertThat(retained.forget(new ClosedAt(OVER.eventTime(), CLOSED.clock())))
                .as("its alert counts too")
                .extracting(table -> table.key().detectionId())
                .containsExactly("b", "c");
    }

    @Test
    void windowsAreForgottenByTheTimeOfTheirClosingInWhateverOrderTheyWerePut() {
        retained.put(table("later"), later(CLOSED, Duration.ofSeconds(1)), undo);
        retained.put(table("earlier"), CLOSED, undo);
        retained.forget(OVER);
        assertThat(retained.isForgotten(new WindowKey("earlier", NOON))).isTrue();
        assertThat(retained.isForgotten(new WindowKey("later", NOON))).isFalse();
    }

    @Test
    void windowThatWasClosedAgainIsKeptFromThen() {
        WindowTable table = table("a");
        retained.put(table, CLOSED, undo);
        retained.remove(table.key(), undo);
        retained.put(table, later(CLOSED, Duration.ofSeconds(5)), undo);
        retained.forget(OVER);
        assertThat(retained.get(table.key())).isSameAs(table);
        retained.forget(later(OVER, Duration.ofSeconds(5)));
        assertThat(retained.isForgotten(table.key())).isTrue();
    }

    @Test
    void windowThatIsOpenIsNotForgotten() {
        WindowTable table = table("a");
        retained.put(table, CLOSED, undo);
        retained.remove(table.key(), undo);
        retained.forget(OVER);
        assertThat(retained.isForgotten(table.key())).isFalse();
    }

    @Test
    void rollbackRestoresWhatWasKeptAndWhen() {
        WindowTable table = table("a");
        retained.put(table, CLOSED, undo);
        undo.clear();
        retained.remove(table.key(), undo);
        retained.put(table, later(CLOSED, Duration.ofSeconds(5)), undo);
        retained.put(table("b"), CLOSED, undo);
        undo.rollback();
        assertThat(retained.get(new WindowKey("b", NOON))).isNull();
        assertThat(retained.get(table.key())).isSameAs(table);
        retained.forget(OVER);
        assertThat(retained.isForgotten(table.key())).isTrue();
        assertThat(retained.isForgotten(new WindowKey("b", NOON))).isFalse();
    }

    @Test
    void keysOfForgottenWindowsAreBounded() {
        for (String id : new String[] {"a", "b", "c"}) {
            retained.put(table(id), CLOSED, undo);
        }
        retained.forget(OVER);
        assertThat(retained.isForgotten(new WindowKey("a", NOON))).isFalse();
        assertThat(retained.isForgotten(new WindowKey("b", NOON))).isTrue();
        assertThat(retained.isForgotten(new WindowKey("c", NOON))).isTrue();
    }

    @Test
    void oldestAreForgottenBeforeTheirTimeToMakeRoomAsManyAsAreWanted() {
        retained.put(table("c"), later(CLOSED, Duration.ofSeconds(1)), undo);
        retained.put(table("a"), CLOSED, undo);
        retained.put(table("b"), CLOSED, undo);
        assertThat(retained.forgetOldest(1))
                .extracting(table -> table.key().detectionId())
                .containsExactly("a");
        assertThat(retained.isForgotten(new WindowKey("a", NOON))).isTrue();
        assertThat(retained.isForgotten(new WindowKey("b", NOON))).isFalse();
        assertThat(retained.forgetOldest(5))
                .extracting(table -> table.key().detectionId())
                .containsExactly("b", "c");
        assertThat(retained.forgetOldest(5)).isEmpty();
        assertThat(retained.forget(later(OVER, Duration.ofSeconds(5)))).isEmpty();
    }

    @Test
    void keyOfAForgottenWindowIsDroppedAMonthBehindItsRetention() {
        retained.put(table("a"), CLOSED, undo);
        retained.forget(OVER);
        ClosedAt month = later(OVER, RetainedWindows.KEYS_KEPT);
        assertThat(retained.drop(new ClosedAt(month.eventTime().minusNanos(1), Instant.MAX)))
                .isEmpty();
        assertThat(retained.drop(new ClosedAt(Instant.MAX, month.clock().minusNanos(1))))
                .isEmpty();
        assertThat(retained.drop(null)).isEmpty();
        assertThat(retained.isForgotten(new WindowKey("a", NOON))).isTrue();
        assertThat(retained.drop(month)).containsExactly(new WindowKey("a", NOON));
        assertThat(retained.isForgotten(new WindowKey("a", NOON))).isFalse();
        assertThat(retained.drop(month)).isEmpty();
    }

    @Test
    void keysThatAreTooManyAreDroppedOnceAndAFewAtATime() {
        for (int i = 0; i < 5; i++) {
            retained.put(table("d" + i), CLOSED, undo);
        }
        retained.forget(OVER);
        assertThat(retained.drop(OVER)).hasSize(3);
        assertThat(retained.drop(OVER)).isEmpty();
        for (int i = 0; i < 2 + RetainedWindows.DROPPED_AT_ONCE; i++) {
            // As at the start.
            retained.forgotten(new WindowKey("e" + i, NOON), CLOSED);
        }
        assertThat(retained.drop(OVER)).hasSize(RetainedWindows.DROPPED_AT_ONCE);
        assertThat(retained.drop(OVER)).hasSize(2);
        assertThat(retained.drop(OVER)).isEmpty();
    }

    @Test
    void retentionWithoutEndForgetsNothing() {
        RetainedWindows forever = new RetainedWindows(Duration.ofSeconds(Long.MAX_VALUE));
        WindowTable table = table("a");
        forever.put(table, CLOSED, undo);
        forever.forget(new ClosedAt(Instant.MAX.minusNanos(1), Instant.MAX.minusNanos(1)));
        assertThat(forever.get(table.key())).isSameAs(table);
    }
}
