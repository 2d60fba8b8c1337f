package io.outrider.normalize;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time that stands somewhere in a line, as syslog and web servers write it:
 *
 * <ul>
 *   <li>{@code Oct 11 22:14:15}, the day with a blank or a zero before it (RFC 3164, section 4.1.2);
 *   <li>the same with a fraction, with a year behind the day ({@code Oct 11 2024 22:14:15}, Cisco ASA), behind the time
 *       ({@code Oct 11 22:14:15 2024}, ctime) or before all ({@code 2024 Oct 11 22:14:15}, Cisco NX-OS), and with a weekday
 *       before it;
 *   <li>{@code 2024-10-11T22:14:15.003Z} and its like (RFC 3339), with or without offset;
 *   <li>{@code 11/Oct/2024:22:14:15 -0500} (NCSA).
 * </ul>
 *
 * <p>Behind it may stand {@code UTC}, {@code GMT} or an offset; zones of other names are not known, for they name several
 * zones each.
 */
final class LineTimeScanner {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String DAYS = "montuewedthufrisatsun";

    /** {@code 2024-10-11T22:14:15.123456789+02:00} has 35; and some fractions are longer. */
    private static final int MAX_ISO = 48;

    private static final int NONE = -1;

    private final String text;
    private int at;

    LineTimeScanner(String text) {
        this.text = text;
    }

    /** The time that the whole text is, or {@code null}. */
    static @Nullable LineTime whole(String text) {
        LineTimeScanner scanner = new LineTimeScanner(text);
        LineTime time = scanner.scan(0);
        return scanner.end() == text.length() ? time : null;
    }

    /** The time that begins here; {@code null} if none does. */
    @Nullable
    LineTime scan(int from) {
        at = from;
        if (from >= text.length()) {
            return null;
        }
        try {
            char first = text.charAt(from);
            if (!isDigit(first)) {
                return monthFirst(0);
            }
            if (charAt(from + 4) == '-') {
                return iso();
            }
            if (charAt(from + 4) == ' ') {
                int year = number(4);
                at++;
                return year < 0 ? null : monthFirst(year);
            }
            return charAt(from + 2) == '/' ? ncsa() : null;
        } catch (DateTimeException e) {
            // Digits in the right places that are no date: Feb 30.
            return null;
        }
    }

    /** Index behind the time that was scanned last. */
    int end() {
        return at;
    }

    private @Nullable LineTime iso() {
        int end = at;
        int limit = Math.min(text.length(), at + MAX_ISO);
        while (end < limit && !isBlank(text.charAt(end))) {
            end++;
        }
        // Cisco writes a colon behind its times.
        int last = end > at && text.charAt(end - 1) == ':' ? end - 1 : end;
        if (last - at < 19 || text.charAt(at + 10) != 'T') {
            return null;
        }
        Timestamp time = Timestamp.parse(text.substring(at, last));
        at = last;
        return time == null ? null : LineTime.of(time);
    }

    /** @param stated the year, if it was stated already; else 0 */
    private @Nullable LineTime monthFirst(int stated) {
        if (index(DAYS) >= 0 && charAt(at + 3) == ' ') {
            at += 4;
        }
        int month = index(MONTHS);
        if (month < 0 || charAt(at + 3) != ' ') {
            return null;
        }
        at += 4;
        if (charAt(at) == ' ') {
            at++;
        }
        int day = isDigit(charAt(at + 1)) ? number(2) : number(1);
        if (day < 0 || charAt(at) != ' ') {
            return null;
        }
        at++;
        int year = stated;
        if (year == 0 && charAt(at + 4) == ' ') {
            year = number(4);
            at++;
        }
        int hour = number(2);
        int minute = skip(':') ? number(2) : NONE;
        int second = skip(':') ? number(2) : NONE;
        if (year < 0 || hour < 0 || minute < 0 || second < 0) {
            return null;
        }
        int nanos = nanos();
        ZoneOffset offset = offset();
        if (year == 0) {
            year = yearBehind();
        }
        LocalDateTime local = LocalDateTime.of(
                year == 0 ? LineTime.NO_YEAR : year, month + 1, day, hour, minute, leap(second), nanos);
        return new LineTime(local, year != 0, offset);
    }

    private @Nullable LineTime ncsa() {
        int day = number(2);
        int month = skip('/') ? index(MONTHS) : NONE;
        at += 3;
        int year = skip('/') ? number(4) : NONE;
        int hour = skip(':') ? number(2) : NONE;
        int minute = skip(':') ? number(2) : NONE;
        int second = skip(':') ? number(2) : NONE;
        if (day < 0 || month < 0 || year < 0 || hour < 0 || minute < 0 || second < 0) {
            return null;
        }
        int nanos = nanos();
        return new LineTime(LocalDateTime.of(year, month + 1, day, hour, minute, leap(second), nanos), true, offset());
    }

    /** A leap second has no place in the calendar of this program: it is the second before it. */
    private static int leap(int second) {
        return second == 60 ? 59 : second;
    }

    /** The four digits behind a blank that are a year, 0 if there are none: a host may have a number as well. */
    private int yearBehind() {
        int before = at;
        if (skip(' ')) {
            int year = number(4);
            if (year >= 1970 && year < 2100 && !isWord(charAt(at))) {
                return year;
            }
        }
        at = before;
        return 0;
    }

    private int nanos() {
        if (charAt(at) != '.' && charAt(at) != ',' || !isDigit(charAt(at + 1))) {
            return 0;
        }
        at++;
        int nanos = 0;
        int unit = 100_000_000;
        while (isDigit(charAt(at))) {
            nanos += (text.charAt(at++) - '0') * unit;
            unit /= 10;
        }
        return nanos;
    }

    private @Nullable ZoneOffset offset() {
        int before = at;
        skip(' ');
        if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
            at += 3;
            if (!isWord(charAt(at))) {
                return ZoneOffset.UTC;
            }
        } else if (charAt(at) == '+' || charAt(at) == '-') {
            int sign = text.charAt(at++) == '-' ? -1 : 1;
            int hours = number(2);
            skip(':');
            int minutes = number(2);
            if (hours >= 0 && minutes >= 0 && !isWord(charAt(at))) {
                return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
            }
        }
        at = before;
        return null;
    }

    /** Which of the three-letter names stands here, in any case; negative if none does. */
    private int index(String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (text.regionMatches(true, at, names, i, 3)) {
                return i / 3;
            }
        }
        return NONE;
    }

    private boolean skip(char c) {
        if (charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            char c = charAt(at);
            if (!isDigit(c)) {
                return NONE;
            }
            number = 10 * number + c - '0';
            at++;
        }
        return number;
    }

    /** The character there; NUL, which is in no time, where there is none. */
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isWord(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == '-' || c == '_';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
