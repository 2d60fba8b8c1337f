package io.outrider.spl;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of the reference interpreter, in UTC. */
final class ReferenceTime {

    private static final Pattern STEP = Pattern.compile("([+-])(\\d*)([a-z]+)|@([a-z]+)");

    private ReferenceTime() {}

    static @Nullable Object relative(double seconds, String specifier) {
        ZonedDateTime time = Instant.ofEpochSecond((long) Math.floor(seconds)).atZone(ZoneOffset.UTC);
        Matcher step = STEP.matcher(specifier);
        int end = 0;
        while (end < specifier.length()) {
            if (!step.find(end) || step.start() != end) {
                return null;
            }
            if (step.group(4) != null) {
                time = snap(time, step.group(4));
            } else {
                long amount = step.group(2).isEmpty() ? 1 : Long.parseLong(step.group(2));
                time = time.plus(step.group(1).equals("-") ? -amount : amount, unit(step.group(3)));
            }
            end = step.end();
        }
        return (double) time.toEpochSecond();
    }

    private static ZonedDateTime snap(ZonedDateTime time, String unit) {
        return switch (unit(unit)) {
            case WEEKS -> time.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTHS -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case YEARS -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> time.truncatedTo(unit(unit));
        };
    }

    static ChronoUnit unit(String name) {
        return switch (name) {
            case "s", "sec", "secs", "second", "seconds" -> ChronoUnit.SECONDS;
            case "m", "min", "mins", "minute", "minutes" -> ChronoUnit.MINUTES;
            case "h", "hr", "hrs", "hour", "hours" -> ChronoUnit.HOURS;
            case "d", "day", "days" -> ChronoUnit.DAYS;
            case "w", "week", "weeks" -> ChronoUnit.WEEKS;
            case "mon", "month", "months" -> ChronoUnit.MONTHS;
            case "y", "yr", "yrs", "year", "years" -> ChronoUnit.YEARS;
            default -> throw new UnsupportedOperationException("unit of time " + name);
        };
    }

    static Object format(double seconds, String format) {
        long whole = (long) Math.floor(seconds);
        ZonedDateTime time = Instant.ofEpochSecond(whole)
                .plusNanos(Math.round((seconds - whole) * 1e6) * 1000)
                .atZone(ZoneOffset.UTC);
        // As glibc has it for the C locale: Thu Jul  8 09:30:00 2021.
        format = format.replace("%c", "%a %b %e %H:%M:%S %Y");
        if (format.contains("%s")) {
            format = format.replace("%s", String.valueOf(whole));
        }
        return List.of(time.format(DateTimeFormatter.ofPattern(pattern(format), Locale.US)));
    }

    static @Nullable Object parse(String text, String format) {
        try {
            return (double) LocalDateTime.parse(
                            text,
                            DateTimeFormatter.ofPattern(pattern(format).replace("yyyy", "uuuu"), Locale.US)
                                    .withResolverStyle(ResolverStyle.STRICT))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String pattern(String format) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                // Only letters, and what the formatter keeps for itself, mean something else.
                pattern.append(c == '\'' ? "''" : Character.isLetter(c) || "[]{}#".indexOf(c) >= 0 ? "'" + c + "'" : c);
                continue;
            }
            pattern.append(
                    switch (format.charAt(++i)) {
                        case 'Y' -> "yyyy";
                        case 'm' -> "MM";
                        case 'd' -> "dd";
                        case 'e' -> "ppd";
                        case 'j' -> "DDD";
                        case 'H' -> "HH";
                        case 'I' -> "hh";
                        case 'M' -> "mm";
                        case 'S' -> "ss";
                        case 'p' -> "a";
                        case 'A' -> "EEEE";
                        case 'a' -> "EEE";
                        case 'B' -> "MMMM";
                        case 'b' -> "MMM";
                        case 'y' -> "yy";
                        case 'F' -> "yyyy-MM-dd";
                        case 'T' -> "HH:mm:ss";
                        case 'z' -> "xx";
                        default -> throw new UnsupportedOperationException("format " + format);
                    });
        }
        return pattern.toString();
    }
}
