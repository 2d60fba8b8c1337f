package io.outrider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    // 2026-03-07 is a Saturday.
    @ParameterizedTest
    @CsvSource({
        "2026-03-07T20:59:59Z,false",
        "2026-03-07T21:00:00Z,true",
        "2026-03-07T23:30:00Z,true",
        "2026-03-08T00:59:59Z,true",
        "2026-03-08T01:00:00Z,false",
        "2026-03-08T21:30:00Z,false",
        "2026-03-07T00:30:00Z,false",
        "2026-03-14T21:00:00Z,true"
    })
    void nightOfASaturdayGoesOnOnSundayInItsZone(Instant time, boolean within) {
        Schedule schedule = new Schedule.Weekly(
                Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"));
        assertThat(schedule.contains(time)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:59:59Z,false",
        "2026-03-02T09:00:00Z,true",
        "2026-03-02T09:59:59Z,true",
        "2026-03-02T10:00:00Z,false",
        "2026-03-03T09:30:00Z,false"
    })
    void hourOfADay(Instant time, boolean within) {
        Schedule schedule = new Schedule.Weekly(
                Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneId.of("UTC"));
        assertThat(schedule.contains(time)).isEqualTo(within);
    }

    @Test
    void sameStartAndEndIsAWholeDay() {
        Schedule schedule =
                new Schedule.Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(9, 0), ZoneId.of("UTC"));
        assertThat(schedule.contains(Instant.parse("2026-03-03T08:59:59Z"))).isTrue();
        assertThat(schedule.contains(Instant.parse("2026-03-03T09:00:00Z"))).isFalse();
    }

    @Test
    void clockThatIsPutForwardTakesNothingFromTheEnd() {
        // 2026-03-29: from 02:00 to 03:00 there is nothing.
        Schedule schedule = new Schedule.Weekly(
                Set.of(DayOfWeek.SUNDAY), LocalTime.of(1, 0), LocalTime.of(4, 0), ZoneId.of("Europe/Berlin"));
        assertThat(schedule.contains(Instant.parse("2026-03-29T00:00:00Z"))).isTrue();
        assertThat(schedule.contains(Instant.parse("2026-03-29T01:59:59Z"))).isTrue();
        assertThat(schedule.contains(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
    }

    @Test
    void endThatIsNotBehindTheBeginningIsRefused() {
        Instant moment = Instant.parse("2026-03-02T00:00:00Z");
        assertThatThrownBy(() -> new Schedule.Once(moment, moment)).hasMessageContaining("expected an end behind");
    }
}
