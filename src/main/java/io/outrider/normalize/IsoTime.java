package io.outrider.normalize;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual forms of a time straight from bytes: {@code 2020-06-10T02:51:05.723Z}, and the same without {@code Z},
 * or with a blank for the {@code T}. What it reads, {@link Timestamp} reads the same way; anything else is left to it.
 */
final class IsoTime {

    private static final int DATE_AND_TIME = "2020-06-10T02:51:05".length();
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    // From 0000-03-01 to 1970-01-01, and in 400 years.
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_ERA = 146_097;

    private IsoTime() {}

    /**
     * The moment, or {@code null} if the bytes are not of these forms.
     *
     * @param zoned whether the time has to end with {@code Z}; otherwise it must not, and is taken as UTC
     */
    static @Nullable Instant parse(byte[] b, int from, int to, boolean zoned) {
        int length = to - from;
        if (length < DATE_AND_TIME || (b[to - 1] == 'Z') != zoned) {
            return null;
        }
        int year = two(b, from) * 100 + two(b, from + 2);
        int month = two(b, from + 5);
        int day = two(b, from + 8);
        int hour = two(b, from + 11);
        int minute = two(b, from + 14);
        int second = two(b, from + 17);
        boolean separated = b[from + 4] == '-'
                && b[from + 7] == '-'
                && (b[from + 10] == 'T' || b[from + 10] == ' ')
                && b[from + 13] == ':'
                && b[from + 16] == ':';
        boolean digits = (year | month | day | hour | minute | second) >= 0;
        // 1970: what lies before has a sign, and no event log has it.
        if (!separated
                || !digits
                || year < 1970
                || !isDate(year, month, day)
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        int nanos = nanos(b, from + DATE_AND_TIME, zoned ? to - 1 : to);
        long seconds = days(year, month, day) * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second;
        return nanos < 0 ? null : Instant.ofEpochSecond(seconds, nanos);
    }

    /** The digits behind a point, as nanoseconds; negative if there is anything else. */
    private static int nanos(byte[] b, int from, int to) {
        if (from == to) {
            return 0;
        }
        // Nine digits are nanoseconds.
        if (b[from] != '.' || to - from > 10) {
            return -1;
        }
        int nanos = 0;
        for (int i = from + 1; i < from + 10; i++) {
            int digit = i < to ? b[i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos = 10 * nanos + digit;
        }
        return nanos;
    }

    /** A number of two digits; so negative that sums with it are negative too if there are none. */
    private static int two(byte[] b, int at) {
        int high = b[at] - '0';
        int low = b[at + 1] - '0';
        return high < 0 || high > 9 || low < 0 || low > 9 ? Integer.MIN_VALUE / 1000 : 10 * high + low;
    }

    private static boolean isDate(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
    }

    /** Days since 1970-01-01, in the proleptic Gregorian calendar, with years that begin in March. */
    private static long days(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int era = marchYear / 400;
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_OF_ERA + dayOfEra - DAYS_TO_1970;
    }
}
