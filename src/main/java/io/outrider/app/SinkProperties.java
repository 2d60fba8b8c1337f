package io.outrider.app;

import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.DeliveryPolicy.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties of one sink: those of its delivery, whatever its type, and those of its type's route template.
 *
 * @param template parameters of the template, and {@code type}
 * @param policy how alerts go there
 * @param updates whether what is said of an alert after the first time goes there
 * @param when condition over the finding, in Camel's Simple language
 */
record SinkProperties(Map<String, String> template, DeliveryPolicy policy, boolean updates, Optional<String> when) {

    private static final Set<String> OF_DELIVERY =
            Set.of("when", "updates", "rate", "concurrency", "digest", "delay", "maximumDelay", "giveUpAfter");

    private static final Pattern RATE = Pattern.compile("([0-9]{1,6})/(s|m|h)");
    private static final DurationText DURATIONS = new DurationText();

    /**
     * Reads and checks the properties below {@code outrider.sink.NAME}.
     *
     * @param together alerts that the type takes in a call, as its template has it
     * @throws IllegalArgumentException if one is wrong; the message begins with its name
     */
    static SinkProperties of(Map<String, String> given, int together, OutriderConfig.Delivery common, boolean bounded) {
        DeliveryPolicy policy = new DeliveryPolicy(
                number("concurrency", given.getOrDefault("concurrency", "1")),
                Optional.ofNullable(given.get("rate")).map(SinkProperties::rate),
                together,
                duration(given, "digest", Duration.ZERO),
                duration(given, "delay", common.delay()),
                duration(given, "maximumDelay", common.maximumDelay()),
                duration(given, "giveUpAfter", common.giveUpAfter()),
                common.maxWaiting(),
                bounded);
        String updates = given.getOrDefault("updates", "true").strip();
        if (!updates.equals("true") && !updates.equals("false")) {
            throw new IllegalArgumentException("updates: expected true or false, but found '" + updates + "'");
        }
        Optional<String> when =
                Optional.ofNullable(given.get("when")).map(String::strip).filter(text -> !text.isEmpty());
        return new SinkProperties(ofTemplate(given), policy, updates.equals("true"), when);
    }

    /** What is left for the route template. */
    static Map<String, String> ofTemplate(Map<String, String> given) {
        Map<String, String> template = new TreeMap<>(given);
        template.keySet().removeAll(OF_DELIVERY);
        return template;
    }

    /** How alerts go into a sink whose properties are wrong: they wait. */
    static SinkProperties waiting(OutriderConfig.Delivery common, boolean bounded) {
        return of(Map.of(), 1, common, bounded);
    }

    private static int number(String property, String text) {
        if (!text.strip().matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(property + ": expected a whole number, but found '" + text + "'");
        }
        return Integer.parseInt(text.strip());
    }

    private static Rate rate(String text) {
        Matcher rate = RATE.matcher(text.strip());
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "rate: expected calls in a time such as 10/s, 60/m or 1000/h, but found '" + text + "'");
        }
        return new Rate(Integer.parseInt(rate.group(1)), DURATIONS.convert("1" + rate.group(2)));
    }

    private static Duration duration(Map<String, String> given, String property, Duration common) {
        String text = given.get(property);
        if (text == null) {
            return common;
        }
        try {
            Duration duration = DURATIONS.convert(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("expected no negative duration, but found '" + text + "'");
            }
            return duration;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }
}
