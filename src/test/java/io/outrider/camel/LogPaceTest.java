package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogPaceTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final LogPace pace = new LogPace();

    @Test
    void lineIsDueAtFirstAndAMinuteBehindTheLast() {
        assertThat(pace.isDue(NOON)).isTrue();
        pace.told(NOON);
        assertThat(pace.isDue(NOON)).isFalse();
        assertThat(pace.isDue(NOON.plusSeconds(59))).isFalse();
        assertThat(pace.isDue(NOON.plusSeconds(60))).isTrue();
        pace.told(NOON.plusSeconds(60));
        assertThat(pace.isDue(NOON.plusSeconds(119))).isFalse();
    }

    @Test
    void clockThatIsSetBackSilencesNothing() {
        pace.told(NOON);
        assertThat(pace.isDue(NOON.minusSeconds(1))).isTrue();
    }
}
