package io.outrider.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** When a maintenance window is. */
public sealed interface Schedule {

    boolean contains(Instant time);

    /** A stretch of time. @param until first moment behind it */
    record Once(Instant from, Instant until) implements Schedule {

        public Once {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("expected an end behind " + from + ", but found " + until);
            }
        }

        @Override
        public boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    /**
     * The same hours on some days of each week, as clocks in a zone show them. Where the end is not behind the start, it is on the day
     * after; the days are those of the start.
     */
    record Weekly(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) implements Schedule {

        public Weekly {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("expected at least one day, but found none");
            }
            days = Set.copyOf(days);
        }

        @Override
        public boolean contains(Instant time) {
            ZonedDateTime local = time.atZone(zone);
            LocalTime clock = local.toLocalTime();
            DayOfWeek day = local.getDayOfWeek();
            if (start.isBefore(end)) {
                return days.contains(day) && !clock.isBefore(start) && clock.isBefore(end);
            }
            return days.contains(day) && !clock.isBefore(start) || days.contains(day.minus(1)) && clock.isBefore(end);
        }
    }
}
