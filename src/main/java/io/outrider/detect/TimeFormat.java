package io.outrider.detect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A date format of C's {@code strftime}, with the variables that Splunk documents ("Date and time format variables", Splunk
 * Enterprise 9) and that need no locale. Times are written in UTC.
 */
final class TimeFormat {

    // About the year 294,000, the last in which a long still counts the microseconds.
    private static final double FURTHEST = Long.MAX_VALUE / 1_000_000;

    private final List<Function<ZonedDateTime, String>> parts;

    private TimeFormat(List<Function<ZonedDateTime, String>> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A variable that is not known is written as it stands. */
    static TimeFormat compile(String format) {
        List<Function<ZonedDateTime, String>> parts = new ArrayList<>();
        int start = 0;
        int percent = format.indexOf('%');
        while (percent >= 0 && percent + 1 < format.length()) {
            String literal = format.substring(start, percent);
            parts.add(time -> literal);
            int digits = fractionDigits(format, percent + 1);
            parts.add(digits > 0 ? time -> fraction(time, digits) : variable(format.charAt(percent + 1)));
            start = percent + (digits > 0 ? 3 : 2);
            percent = format.indexOf('%', start);
        }
        String rest = format.substring(start);
        parts.add(time -> rest);
        return new TimeFormat(parts);
    }

    /**
     * The date text, or {@code null} for a number that is too great or too small to be a date.
     *
     * @param seconds since 1970-01-01 UTC
     */
    @Nullable
    String format(double seconds) {
        if (Math.abs(seconds) > FURTHEST) {
            return null;
        }
        // Microseconds, as in Event.epochSeconds.
        long micros = Math.round(seconds * 1e6);
        ZonedDateTime time = Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
                .atZone(ZoneOffset.UTC);
        return format(time);
    }

    private String format(ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.apply(time)));
        return text.toString();
    }

    // Example: %3N, %6Q: so many digits of the second's fraction, up to nanoseconds. 0 if there is no such variable
    // here.
    private static int fractionDigits(String format, int position) {
        char digit = format.charAt(position);
        boolean fraction = digit >= '1'
                && digit <= '9'
                && position + 1 < format.length()
                && "NQ".indexOf(format.charAt(position + 1)) >= 0;
        return fraction ? digit - '0' : 0;
    }

    private static String fraction(ZonedDateTime time, int digits) {
        return digits(time.getNano(), 9).substring(0, digits);
    }

    private static Function<ZonedDateTime, String> variable(char name) {
        return switch (name) {
            case 'Y' -> time -> digits(time.getYear(), 4);
            case 'y' -> time -> digits(Math.floorMod(time.getYear(), 100), 2);
            case 'm' -> time -> digits(time.getMonthValue(), 2);
            case 'd' -> time -> digits(time.getDayOfMonth(), 2);
            case 'e' -> time -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'j' -> time -> digits(time.getDayOfYear(), 3);
            case 'H' -> time -> digits(time.getHour(), 2);
            case 'I' -> time -> digits((time.getHour() + 11) % 12 + 1, 2);
            case 'M' -> time -> digits(time.getMinute(), 2);
            case 'S' -> time -> digits(time.getSecond(), 2);
            case 'N', 'f' -> time -> digits(time.getNano() / 1000, 6);
            case 'Q' -> time -> digits(time.getNano() / 1_000_000, 3);
            case 'p' -> time -> time.getHour() < 12 ? "AM" : "PM";
            case 'z' -> time -> "+0000";
            case 'Z' -> time -> "UTC";
            case 's' -> time -> Long.toString(time.toEpochSecond());
            case 'F' ->
                time -> digits(time.getYear(), 4)
                        + '-'
                        + digits(time.getMonthValue(), 2)
                        + '-'
                        + digits(time.getDayOfMonth(), 2);
            case 'R' -> time -> digits(time.getHour(), 2) + ':' + digits(time.getMinute(), 2);
            case 'w' -> time -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'k' -> time -> String.format(Locale.ROOT, "%2d", time.getHour());
            case 'c' -> {
                TimeFormat whole = compile("%a %b %e %H:%M:%S %Y");
                yield whole::format;
            }
            case 'x', 'D' -> {
                TimeFormat date = compile(name == 'x' ? "%m/%d/%Y" : "%m/%d/%y");
                yield date::format;
            }
            case 'X' -> {
                TimeFormat clock = compile("%H:%M:%S");
                yield clock::format;
            }
            case 'T' ->
                time -> digits(time.getHour(), 2)
                        + ':'
                        + digits(time.getMinute(), 2)
                        + ':'
                        + digits(time.getSecond(), 2);
            case 'b' -> time -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> time -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case '%' -> time -> "%";
            default -> {
                String unknown = "%" + name;
                yield time -> unknown;
            }
        };
    }

    private static String digits(int number, int width) {
        String text = Integer.toString(Math.abs(number));
        return (number < 0 ? "-" : "") + "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
