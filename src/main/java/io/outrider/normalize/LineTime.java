package io.outrider.normalize;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time as a line of text states it: perhaps without a year, perhaps without a zone.
 *
 * @param local date and time of day; its year is {@link #NO_YEAR} where the line states none
 * @param yearStated whether the line states a year
 * @param offset from UTC, or {@code null} if the line does not say
 */
record LineTime(
        LocalDateTime local, boolean yearStated, @Nullable ZoneOffset offset) {

    /** Stands where there is no year: a leap year, so that 29 February is a date. */
    static final int NO_YEAR = 2000;

    /** A clock may go wrong by a zone, which is less than a day; a message of tomorrow is none of last year. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** From one 29 February to the next but one: leap years are eight years apart where a century has none. */
    private static final int YEARS_BACK = 8;

    static LineTime of(Timestamp time) {
        return new LineTime(time.local(), true, time.offset());
    }

    /** The time that a text is, in any form that events or lines have; {@code null} if it is none, or no text is there. */
    static @Nullable LineTime read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Timestamp time = Timestamp.parse(text);
        return time == null ? LineTimeScanner.whole(text) : of(time);
    }

    /**
     * The moment. A line without a year is of the last year in which it is not more than a day ahead of its receipt: one of
     * 31 December that comes on 1 January is of the old year, one of 1 January that comes on 31 December of the new one.
     *
     * @param zone of a time that does not say its own
     * @param received when the line was received
     */
    Instant instant(ZoneId zone, Instant received) {
        if (yearStated) {
            return in(local, zone);
        }
        Instant latest = received.plus(AHEAD);
        int next = received.atZone(zone).getYear() + 1;
        for (int year = next; year >= next - YEARS_BACK - 1; year--) {
            boolean isDate = local.getMonth() != Month.FEBRUARY || local.getDayOfMonth() < 29 || isLeap(year);
            Instant moment = isDate ? in(local.withYear(year), zone) : null;
            if (moment != null && !moment.isAfter(latest)) {
                return moment;
            }
        }
        return received;
    }

    private Instant in(LocalDateTime time, ZoneId zone) {
        return offset == null ? time.atZone(zone).toInstant() : time.toInstant(offset);
    }

    private static boolean isLeap(int year) {
        return Year.isLeap(year);
    }
}
