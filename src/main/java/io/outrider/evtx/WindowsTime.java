package io.outrider.evtx;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Windows' times ([MS-DTYP], sections 2.3.3 and 2.3.13) as text in UTC, whatever numbers they hold. */
final class WindowsTime {

    private static final long TICKS = 10_000_000;

    /** Seconds from the beginning of FILETIME, 1601-01-01, to 1970-01-01. */
    private static final long TO_1970 = 11_644_473_600L;

    private WindowsTime() {}

    /** @param ticks tenths of microseconds since 1601, unsigned */
    static String ofFileTime(long ticks) {
        long seconds = Long.divideUnsigned(ticks, TICKS);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds - TO_1970, 0, ZoneOffset.UTC);
        return text(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                Long.remainderUnsigned(ticks, TICKS),
                7);
    }

    static String ofSystemTime(byte[] bytes, int from) {
        // Between month and day there is the day of the week.
        return text(
                LittleEndian.u16(bytes, from),
                LittleEndian.u16(bytes, from + 2),
                LittleEndian.u16(bytes, from + 6),
                LittleEndian.u16(bytes, from + 8),
                LittleEndian.u16(bytes, from + 10),
                LittleEndian.u16(bytes, from + 12),
                LittleEndian.u16(bytes, from + 14),
                3);
    }

    private static String text(
            int year, int month, int day, int hour, int minute, int second, long fraction, int digits) {
        StringBuilder text = new StringBuilder(32);
        add(text, year, 4).append('-');
        add(text, month, 2).append('-');
        add(text, day, 2).append('T');
        add(text, hour, 2).append(':');
        add(text, minute, 2).append(':');
        add(text, second, 2).append('.');
        return add(text, fraction, digits).append('Z').toString();
    }

    private static StringBuilder add(StringBuilder text, long number, int digits) {
        String shown = Long.toString(number);
        return text.append("0".repeat(Math.max(0, digits - shown.length()))).append(shown);
    }
}
