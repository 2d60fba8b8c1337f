package io.outrider.app;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads durations as operators and Splunk write them: a whole number and a unit, for example {@code 10m}, {@code -10m}, {@code 1h}. */
public final class DurationText implements Converter<Duration> {

    private static final long serialVersionUID = 1L;

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,9})(ms|s|m|h|d)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    @Override
    public Duration convert(String value) {
        String text = value.strip();
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a duration such as 500ms, 30s, 10m, 1h or 1d, but found '" + value + "'");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
