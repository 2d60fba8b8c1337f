package io.outrider.spl;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as searches write them: {@code 1h}, {@code 30min}, {@code day}. After "Time modifiers" of the Search
 * Reference, Splunk Enterprise 9. Months, quarters and years have no fixed length and are none.
 */
final class TimeSpan {

    // A number of more digits is no span that a window could have, and overflows nothing at nine.
    private static final Pattern SPAN = Pattern.compile("([0-9]{0,9})([A-Za-z]+)");
    private static final Pattern RELATIVE = Pattern.compile(
            "(?:([+-])([0-9]{0,9})([A-Za-z]+))?(?:@(?:([Ww])[0-7]|([A-Za-z]+))(?:[+-][0-9]{0,9}([A-Za-z]+))?)?");
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        unit(ChronoUnit.MICROS.getDuration(), "us");
        unit(ChronoUnit.MILLIS.getDuration(), "ms");
        unit(Duration.ofMillis(10), "cs");
        unit(Duration.ofMillis(100), "ds");
        unit(Duration.ofSeconds(1), "s", "sec", "secs", "second", "seconds");
        unit(Duration.ofMinutes(1), "m", "min", "mins", "minute", "minutes");
        unit(Duration.ofHours(1), "h", "hr", "hrs", "hour", "hours");
        unit(Duration.ofDays(1), "d", "day", "days");
        unit(Duration.ofDays(7), "w", "week", "weeks");
    }

    private TimeSpan() {}

    private static void unit(Duration length, String... names) {
        for (String name : names) {
            UNITS.put(name, length);
        }
    }

    static Optional<Duration> of(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return Optional.empty();
        }
        return length(span.group(1), span.group(2)).filter(length -> !length.isZero());
    }

    /** How far a relative time reaches back, for example {@code -70m@m}, or {@code @d}: at most a day. Empty if it is none. */
    static Optional<Duration> back(String text) {
        Matcher relative = RELATIVE.matcher(text);
        if (text.equals("now")) {
            return Optional.of(Duration.ZERO);
        }
        if (text.isEmpty() || !relative.matches()) {
            return Optional.empty();
        }
        String snap = relative.group(4) == null ? relative.group(5) : relative.group(4);
        // What a step behind the snap adds is not counted: it leads forward as a rule.
        if (!isModifier(snap) || !isModifier(relative.group(6))) {
            return Optional.empty();
        }
        if (relative.group(3) == null) {
            return length("", snap);
        }
        Optional<Duration> offset =
                isModifier(relative.group(3)) ? length(relative.group(2), relative.group(3)) : Optional.empty();
        return relative.group(1).equals("-") ? offset : offset.map(forward -> Duration.ZERO);
    }

    /** Whether a relative time may have the unit: parts of a second are spans, but no steps in time. Also if there is none. */
    private static boolean isModifier(@Nullable String unit) {
        return unit == null
                || length("", unit)
                        .filter(length -> length.compareTo(Duration.ofSeconds(1)) >= 0)
                        .isPresent();
    }

    private static Optional<Duration> length(@Nullable String count, String unit) {
        Duration length = UNITS.get(unit.toLowerCase(Locale.ROOT));
        if (length == null) {
            return Optional.empty();
        }
        return Optional.of(count == null || count.isEmpty() ? length : length.multipliedBy(Long.parseLong(count)));
    }
}
