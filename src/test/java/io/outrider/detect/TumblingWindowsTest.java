package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TumblingWindowsTest {

    @ParameterizedTest(name = "{2} in windows of {0} from {1}: {3}")
    @CsvSource({
        "PT1H, PT0S, 2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
        "PT1H, PT0S, 2026-03-01T12:59:59.999999999Z, 2026-03-01T12:00:00Z",
        "PT1H, PT0S, 2026-03-01T13:00:00Z, 2026-03-01T13:00:00Z",
        "PT1H, PT-10M, 2026-03-01T12:49:59Z, 2026-03-01T11:50:00Z",
        "PT1H, PT-10M, 2026-03-01T12:50:00Z, 2026-03-01T12:50:00Z",
        "PT1H, PT10M, 2026-03-01T12:09:59Z, 2026-03-01T11:10:00Z",
        "PT24H, PT0S, 2026-03-01T23:59:59Z, 2026-03-01T00:00:00Z",
        "PT24H, PT-10M, 2026-03-01T23:50:00Z, 2026-03-01T23:50:00Z",
        "PT1H, PT0S, 1969-12-31T23:59:59.5Z, 1969-12-31T23:00:00Z",
        "PT1H, PT-10M, 1969-12-31T23:50:00Z, 1969-12-31T23:50:00Z",
        "PT1H, PT-10M, 1969-12-31T23:49:59Z, 1969-12-31T22:50:00Z",
        "PT1H, PT0S, 0001-01-01T00:30:00Z, 0001-01-01T00:00:00Z",
        "PT1H, PT0S, +292278994-08-17T07:12:55.807Z, +292278994-08-17T07:00:00Z",
        "PT1S, PT0S, 2026-03-01T12:00:00.999Z, 2026-03-01T12:00:00Z",
    })
    void momentLiesInTheWindowThatIsAlignedToTheHourAndTheOffset(
            Duration length, Duration offset, Instant time, Instant start) {
        TumblingWindows windows = new TumblingWindows(length, offset);
        assertThat(windows.start(time)).isEqualTo(start);
        assertThat(windows.end(start)).isEqualTo(start.plus(length));
    }

    @Property
    void windowsFollowEachOtherWithoutGapOrOverlap(
            @ForAll @LongRange(min = -100_000_000_000L, max = 1_000_000_000_000L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos,
            @ForAll @LongRange(min = 1, max = 86_400) long length,
            @ForAll @LongRange(min = -86_399, max = 86_399) long offset) {
        TumblingWindows windows = new TumblingWindows(Duration.ofSeconds(length), Duration.ofSeconds(offset % length));
        Instant time = Instant.ofEpochSecond(second, nanos);
        Instant start = windows.start(time);
        assertThat(start).isBeforeOrEqualTo(time);
        assertThat(windows.end(start)).isAfter(time);
        assertThat(windows.start(windows.end(start))).isEqualTo(windows.end(start));
        assertThat(windows.start(start.minusNanos(1))).isEqualTo(start.minusSeconds(length));
    }

    @Test
    void endsOfTimeHaveWindows() {
        TumblingWindows windows = new TumblingWindows(Duration.ofHours(1), Duration.ofMinutes(-10));
        assertThat(windows.start(Instant.MIN)).isEqualTo(Instant.MIN);
        assertThat(windows.end(windows.start(Instant.MAX))).isEqualTo(Instant.MAX);
    }
}
