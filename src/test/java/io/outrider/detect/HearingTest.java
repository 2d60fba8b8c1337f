package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.store.SharedStateStore.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HearingTest {

    private static final Instant END = Instant.parse("2026-03-02T01:10:00Z");
    private static final Instant BEFORE = END.minusSeconds(1);

    private final Hearing hearing = new Hearing(Duration.ofMinutes(5));
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    private void hear(@Nullable Instant watermark, boolean idle, long beat) {
        hearing.hear(new Heard("u", watermark, idle, beat), now);
    }

    private boolean hasPassed() {
        return hearing.hasPassed("u", END, now);
    }

    @Test
    void unitPassesByItsWatermark() {
        hear(BEFORE, false, 1);
        assertThat(hasPassed()).isFalse();
        hear(END, false, 1);
        assertThat(hasPassed()).isTrue();
    }

    @Test
    void idlenessIsBelievedOnlyWhileTheBeatGoesOn() {
        hear(BEFORE, true, 1);
        assertThat(hasPassed())
                .as("it may have been said before the reader died")
                .isFalse();
        hear(BEFORE, true, 2);
        assertThat(hasPassed()).isTrue();
        hear(BEFORE, true, 2);
        assertThat(hasPassed()).isFalse();
    }

    @Test
    void unitThatNobodyReadsHoldsUpNothingForEver() {
        hear(BEFORE, false, 7);
        now = now.plus(Duration.ofMinutes(5)).minusNanos(1);
        hear(BEFORE, false, 7);
        assertThat(hasPassed()).isFalse();
        now = now.plusNanos(1);
        hear(BEFORE, false, 7);
        assertThat(hasPassed()).isTrue();
        hear(BEFORE, false, 8);
        assertThat(hasPassed()).as("another instance has it now").isFalse();
    }

    @Test
    void unitThatHasEndedOrIsNotKnownHoldsUpNothing() {
        assertThat(hasPassed()).isTrue();
        hear(BEFORE, false, 1);
        hearing.forgetOthers(Set.of("another"));
        assertThat(hasPassed()).isTrue();
    }

    @Test
    void eventTimeIsTheLatestOfAllUnits() {
        assertThat(hearing.eventTime()).isNull();
        hear(null, false, 1);
        assertThat(hearing.eventTime()).isNull();
        hear(BEFORE, false, 1);
        hearing.hear(new Heard("v", END, false, 1), now);
        assertThat(hearing.eventTime()).isEqualTo(END);
    }
}
