package io.outrider.normalize;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads one time text, from left to right. By hand, as every event needs it and a formatter takes ten times as long. */
final class TimestampScanner {

    /**
     * From here on a number counts milliseconds: as seconds it would be the year 5138, as milliseconds it is March 1973,
     * before there were event logs.
     */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    /** Fewer digits are some other number; nine are seconds from 1973 on. */
    private static final int MIN_EPOCH_DIGITS = 9;

    /** Milliseconds have 13 until the year 2286. */
    private static final int MAX_EPOCH_DIGITS = 14;

    private static final int NO_NUMBER = -1;

    private final String text;
    private int at;

    TimestampScanner(String text) {
        this.text = text;
    }

    /** @throws java.time.DateTimeException if a number is outside its range */
    @Nullable
    Timestamp timestamp() {
        if (text.length() >= 19 && text.charAt(4) == '-') {
            return isoTime();
        }
        if (text.length() >= 22 && text.charAt(2) == '/') {
            return americanTime();
        }
        return epoch();
    }

    private @Nullable Timestamp isoTime() {
        int year = number(4);
        int month = skip('-') ? number(2) : NO_NUMBER;
        int day = skip('-') ? number(2) : NO_NUMBER;
        boolean separated = skip('T') || skip(' ') || skip('t');
        int hour = separated ? number(2) : NO_NUMBER;
        int minute = skip(':') ? number(2) : NO_NUMBER;
        int second = skip(':') ? number(2) : NO_NUMBER;
        if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos());
        skip(' ');
        if (at == text.length()) {
            return new Timestamp(local, null);
        }
        ZoneOffset offset = offset();
        return offset == null || at < text.length() ? null : new Timestamp(local, offset);
    }

    private @Nullable Timestamp americanTime() {
        int month = number(2);
        int day = skip('/') ? number(2) : NO_NUMBER;
        int year = skip('/') ? number(4) : NO_NUMBER;
        int hour = skip(' ') ? number(2) : NO_NUMBER;
        int minute = skip(':') ? number(2) : NO_NUMBER;
        int second = skip(':') ? number(2) : NO_NUMBER;
        if (month < 0 || day < 0 || year < 0 || hour < 0 || hour > 12 || minute < 0 || second < 0) {
            return null;
        }
        int nanos = nanos();
        String half = text.substring(at).strip();
        if (!half.equals("AM") && !half.equals("PM")) {
            return null;
        }
        int hourOfDay = hour % 12 + (half.equals("PM") ? 12 : 0);
        return new Timestamp(LocalDateTime.of(year, month, day, hourOfDay, minute, second, nanos), null);
    }

    private @Nullable Timestamp epoch() {
        long number = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (at == MAX_EPOCH_DIGITS) {
                return null;
            }
            number = 10 * number + text.charAt(at++) - '0';
        }
        if (at < MIN_EPOCH_DIGITS) {
            return null;
        }
        int fraction = nanos();
        if (at < text.length()) {
            return null;
        }
        Instant instant = number < FIRST_MILLISECONDS
                ? Instant.ofEpochSecond(number, fraction)
                : Instant.ofEpochMilli(number).plusNanos(fraction / 1000);
        return new Timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), ZoneOffset.UTC);
    }

    /** The digits behind a point or comma, as nanoseconds; further digits than nine are passed over. */
    private int nanos() {
        if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
            return 0;
        }
        at++;
        int nanos = 0;
        int unit = 100_000_000;
        while (at < text.length() && isDigit(text.charAt(at))) {
            nanos += (text.charAt(at++) - '0') * unit;
            unit /= 10;
        }
        return nanos;
    }

    private @Nullable ZoneOffset offset() {
        String zone = text.substring(at);
        if (zone.equals("Z") || zone.equals("z") || zone.equals("UTC") || zone.equals("GMT")) {
            at = text.length();
            return ZoneOffset.UTC;
        }
        int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        int hours = sign == 0 ? NO_NUMBER : number(2);
        if (hours < 0) {
            return null;
        }
        int minutes = 0;
        if (at < text.length()) {
            skip(':');
            minutes = number(2);
        }
        return minutes < 0 ? null : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int number(int digits) {
        if (at + digits > text.length()) {
            return NO_NUMBER;
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(at++);
            if (!isDigit(c)) {
                return NO_NUMBER;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
