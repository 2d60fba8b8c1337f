package io.outrider.detect;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time modifier such as {@code -70m@m}: steps and snaps to the beginning of a unit, which act from left to right, in UTC
 * (Splunk Enterprise 9, Search Reference, "Time modifiers"). A week begins on Sunday, {@code @w1} is the Monday before.
 */
final class RelativeTime {

    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            Map.entry("s", ChronoUnit.SECONDS),
            Map.entry("sec", ChronoUnit.SECONDS),
            Map.entry("secs", ChronoUnit.SECONDS),
            Map.entry("second", ChronoUnit.SECONDS),
            Map.entry("seconds", ChronoUnit.SECONDS),
            Map.entry("m", ChronoUnit.MINUTES),
            Map.entry("min", ChronoUnit.MINUTES),
            Map.entry("mins", ChronoUnit.MINUTES),
            Map.entry("minute", ChronoUnit.MINUTES),
            Map.entry("minutes", ChronoUnit.MINUTES),
            Map.entry("h", ChronoUnit.HOURS),
            Map.entry("hr", ChronoUnit.HOURS),
            Map.entry("hrs", ChronoUnit.HOURS),
            Map.entry("hour", ChronoUnit.HOURS),
            Map.entry("hours", ChronoUnit.HOURS),
            Map.entry("d", ChronoUnit.DAYS),
            Map.entry("day", ChronoUnit.DAYS),
            Map.entry("days", ChronoUnit.DAYS),
            Map.entry("w", ChronoUnit.WEEKS),
            Map.entry("week", ChronoUnit.WEEKS),
            Map.entry("weeks", ChronoUnit.WEEKS),
            Map.entry("mon", ChronoUnit.MONTHS),
            Map.entry("month", ChronoUnit.MONTHS),
            Map.entry("months", ChronoUnit.MONTHS),
            Map.entry("y", ChronoUnit.YEARS),
            Map.entry("yr", ChronoUnit.YEARS),
            Map.entry("yrs", ChronoUnit.YEARS),
            Map.entry("year", ChronoUnit.YEARS),
            Map.entry("years", ChronoUnit.YEARS));

    // A sign with a number and a unit, one with a unit for one of it, or a snap. Nine digits fit into an int.
    private static final Pattern STEP = Pattern.compile("([+-])(\\d{0,9})([a-z]+)|@(w[0-7]|q|[a-z]+)");

    private final List<UnaryOperator<ZonedDateTime>> steps;

    private RelativeTime(List<UnaryOperator<ZonedDateTime>> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @return {@code null} if the text is no modifier */
    static @Nullable RelativeTime parse(String text) {
        List<UnaryOperator<ZonedDateTime>> steps = new ArrayList<>();
        // In any case, as spans are.
        Matcher matcher = STEP.matcher(text.toLowerCase(Locale.ROOT));
        int position = 0;
        while (position < text.length()) {
            UnaryOperator<ZonedDateTime> step =
                    matcher.find(position) && matcher.start() == position ? step(matcher) : null;
            if (step == null) {
                return null;
            }
            steps.add(step);
            position = matcher.end();
        }
        return new RelativeTime(steps);
    }

    private static @Nullable UnaryOperator<ZonedDateTime> step(Matcher matcher) {
        if (matcher.group(4) != null) {
            return snap(matcher.group(4));
        }
        ChronoUnit unit = UNITS.get(matcher.group(3));
        if (unit == null && !matcher.group(3).matches("q|qtrs?|quarters?")) {
            return null;
        }
        int count = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
        long amount = (matcher.group(1).equals("-") ? -1L : 1L) * count;
        return unit == null ? time -> time.plusMonths(3 * amount) : time -> time.plus(amount, unit);
    }

    private static @Nullable UnaryOperator<ZonedDateTime> snap(String name) {
        if (name.matches("w[0-7]")) {
            // 0 and 7 are Sunday, which the calendar of Java calls 7.
            int day = name.charAt(1) == '0' ? 7 : name.charAt(1) - '0';
            return time -> midnight(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.of(day)));
        }
        if (name.matches("q|qtrs?|quarters?")) {
            return time -> midnight(time).withDayOfMonth(1).minusMonths((time.getMonthValue() - 1) % 3);
        }
        ChronoUnit unit = UNITS.get(name);
        if (unit == null) {
            return null;
        }
        return switch (unit) {
            case WEEKS -> time -> midnight(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTHS -> time -> midnight(time).withDayOfMonth(1);
            case YEARS -> time -> midnight(time).withDayOfYear(1);
            default -> time -> time.truncatedTo(unit);
        };
    }

    private static ZonedDateTime midnight(ZonedDateTime time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    /**
     * The moment in seconds since 1970-01-01 UTC; {@code null} beyond the ends of time.
     *
     * @param seconds likewise
     */
    @Nullable
    Double from(double seconds) {
        try {
            // Microseconds, as in Event.epochSeconds.
            long micros = Math.round(seconds * 1e6);
            ZonedDateTime time = Instant.ofEpochSecond(
                            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
                    .atZone(ZoneOffset.UTC);
            for (UnaryOperator<ZonedDateTime> step : steps) {
                time = step.apply(time);
            }
            return time.toEpochSecond() + time.getNano() / 1e9;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
