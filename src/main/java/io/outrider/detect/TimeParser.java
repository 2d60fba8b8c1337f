package io.outrider.detect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A date format of {@code strptime} ("Date and time format variables", Splunk Enterprise 9). A text without a zone is in
 * UTC; without a date, of the day of {@code now()}.
 */
final class TimeParser {

    private static final String[] MONTH_NAMES = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december"
    };
    private static final String[] DAY_NAMES = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    };

    /** Variables that stand for several, as {@link TimeFormat} writes them. */
    private static final Map<Character, String> COMPOSED = Map.of(
            'F', "%Y-%m-%d",
            'T', "%H:%M:%S",
            'X', "%H:%M:%S",
            'R', "%H:%M",
            'D', "%m/%d/%y",
            'x', "%m/%d/%Y",
            'c', "%a %b %d %H:%M:%S %Y");

    private final String format;

    private TimeParser(String format) {
        this.format = format;
    }

    static TimeParser compile(String format) {
        StringBuilder simple = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            simple.append(c);
            if (c == '%' && i + 1 < format.length()) {
                // By pairs: in %%F there is a percent sign and an F.
                char variable = format.charAt(++i);
                String composed = COMPOSED.get(variable);
                if (composed == null) {
                    simple.append(variable);
                } else {
                    simple.setLength(simple.length() - 1);
                    simple.append(composed);
                }
            }
        }
        return new TimeParser(simple.toString());
    }

    /**
     * Seconds since 1970-01-01 UTC; {@code null} if the text does not begin with what the format says.
     *
     * @param now whose day stands for a date that the format does not name
     */
    @Nullable
    Double parse(String text, Instant now) {
        Reading reading = new Reading(text);
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            boolean read;
            if (c == '%' && i + 1 < format.length()) {
                char variable = format.charAt(++i);
                // Example: %3N and %6Q, digits of a fraction.
                if (variable >= '1' && variable <= '9' && i + 1 < format.length()) {
                    variable = format.charAt(++i);
                }
                read = reading.variable(variable);
            } else {
                read = c == ' ' ? reading.space() : reading.skip(c);
            }
            if (!read) {
                return null;
            }
        }
        return reading.seconds(now);
    }

    /** What was read of one text so far. */
    private static final class Reading {

        private final String text;
        private int position;
        private int year = -1;
        private int month = -1;
        private int day = -1;
        private int dayOfYear = -1;
        private int hour;
        private int minute;
        private int second;
        private double fraction;
        private @Nullable Boolean afternoon;
        private int offset;
        private @Nullable Long epoch;

        Reading(String text) {
            this.text = text;
        }

        boolean skip(char c) {
            if (position < text.length() && text.charAt(position) == c) {
                position++;
                return true;
            }
            return false;
        }

        boolean space() {
            while (skip(' ') || skip('\t')) {
                continue;
            }
            return true;
        }

        boolean variable(char name) {
            return switch (name) {
                case 'Y' -> (year = number(4)) >= 0;
                case 'y' -> {
                    int two = number(2);
                    // POSIX, strptime: 69 to 99 are of the last century.
                    year = two < 0 ? -1 : two + (two < 69 ? 2000 : 1900);
                    yield two >= 0;
                }
                case 'm' -> (month = number(2)) >= 0;
                case 'd', 'e' -> space() && (day = number(2)) >= 0;
                case 'w' -> number(1) >= 0;
                case 'j' -> (dayOfYear = number(3)) >= 0;
                case 'H', 'k' -> space() && (hour = number(2)) >= 0;
                case 'I', 'l' -> space() && (hour = number(2)) >= 0;
                case 'M' -> (minute = number(2)) >= 0;
                case 'S' -> (second = number(2)) >= 0;
                case 'N', 'Q', 'f' -> fraction();
                case 'p' -> halfOfDay();
                case 'b', 'B', 'h' -> monthName();
                case 'a', 'A' -> word(DAY_NAMES) > 0;
                case 'z' -> zone();
                case 'Z' -> zoneName();
                case 's' -> epoch();
                case '%' -> skip('%');
                case 'n', 't' -> space();
                default -> false;
            };
        }

        /** -1 if there is no digit. */
        private int number(int most) {
            int start = position;
            int number = 0;
            while (position < text.length() && position - start < most && isDigit(text.charAt(position))) {
                number = number * 10 + text.charAt(position++) - '0';
            }
            return position == start ? -1 : number;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private boolean fraction() {
            int start = position;
            double unit = 0.1;
            while (position < text.length() && isDigit(text.charAt(position))) {
                fraction += (text.charAt(position++) - '0') * unit;
                unit /= 10;
            }
            return position > start;
        }

        private boolean halfOfDay() {
            boolean pm = text.regionMatches(true, position, "pm", 0, 2);
            boolean either = pm || text.regionMatches(true, position, "am", 0, 2);
            afternoon = pm;
            position += either ? 2 : 0;
            return either;
        }

        private boolean monthName() {
            month = word(MONTH_NAMES);
            return month > 0;
        }

        /** The number, from 1, of the name that stands here, whole or its first three letters; 0 for none. */
        private int word(String[] names) {
            for (int i = 0; i < names.length; i++) {
                for (String name : new String[] {names[i], names[i].substring(0, 3)}) {
                    if (text.regionMatches(true, position, name, 0, name.length())) {
                        position += name.length();
                        return i + 1;
                    }
                }
            }
            return 0;
        }

        // Examples: +0100, -05:30, Z.
        private boolean zone() {
            if (skip('Z') || skip('z')) {
                return true;
            }
            boolean minus = skip('-');
            if (!minus && !skip('+')) {
                return false;
            }
            int hours = number(2);
            boolean colon = skip(':');
            int minutes = number(2);
            if (hours < 0 || colon && minutes < 0) {
                return false;
            }
            offset = (minus ? -1 : 1) * (hours * 3600 + Math.max(0, minutes) * 60);
            return true;
        }

        private boolean zoneName() {
            for (String name : new String[] {"UTC", "GMT", "Z"}) {
                if (text.startsWith(name, position)) {
                    position += name.length();
                    return true;
                }
            }
            return zone();
        }

        private boolean epoch() {
            int start = position;
            // Eighteen digits fit into a long.
            while (position < text.length() && position - start < 18 && isDigit(text.charAt(position))) {
                position++;
            }
            epoch = position == start ? null : Long.valueOf(text.substring(start, position));
            return epoch != null;
        }

        @Nullable
        Double seconds(Instant now) {
            if (epoch != null) {
                return epoch + fraction;
            }
            try {
                long midnight = date(now).toEpochDay() * 86_400L;
                if (hour > 24 || minute > 59 || second > 60 || afternoon != null && (hour < 1 || hour > 12)) {
                    return null;
                }
                int hours = afternoon == null ? hour : hour % 12 + (afternoon ? 12 : 0);
                return midnight + hours * 3600L + minute * 60L + second - offset + fraction;
            } catch (DateTimeException e) {
                return null;
            }
        }

        private LocalDate date(Instant now) {
            LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
            int ofYear = year < 0 ? today.getYear() : year;
            if (dayOfYear > 0) {
                return LocalDate.ofYearDay(ofYear, dayOfYear);
            }
            boolean dateless = year < 0 && month < 0 && day < 0;
            return dateless ? today : LocalDate.of(ofYear, month < 0 ? 1 : month, day < 0 ? 1 : day);
        }
    }
}
