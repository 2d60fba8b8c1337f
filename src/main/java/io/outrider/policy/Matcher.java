package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.StarPattern;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** A condition on an alert. Patterns hold in any case; {@code *} in one stands for any text, all else for itself. */
sealed interface Matcher {

    String DETECTION = "detection:";
    String SEVERITY = "severity:";

    boolean matches(Alert alert);

    /** As it is written: {@code detection:SELECTOR}, {@code severity:PATTERN} or {@code FIELD=PATTERN}. */
    String text();

    /**
     * Reads a condition.
     *
     * @param selectors reads the language in which detections are chosen
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    static Matcher parse(String text, Function<String, Predicate<Detection>> selectors) {
        String condition = text.strip();
        if (startsWith(condition, DETECTION)) {
            String selector = condition.substring(DETECTION.length()).strip();
            return new OfDetection(selector, selectors.apply(selector));
        }
        if (startsWith(condition, SEVERITY)) {
            return new OfSeverity(condition.substring(SEVERITY.length()).strip());
        }
        int equals = condition.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "expected detection:NAME, severity:NAME or FIELD=VALUE, but found '" + condition + "'");
        }
        return new OfField(
                condition.substring(0, equals).strip(),
                condition.substring(equals + 1).strip());
    }

    private static boolean startsWith(String text, String key) {
        return text.regionMatches(true, 0, key, 0, key.length());
    }

    private static StarPattern pattern(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected a text, which may have a *, but found none");
        }
        return StarPattern.compile(text.toLowerCase(Locale.ROOT));
    }

    /** The detection is one of those that are chosen. */
    record OfDetection(String selector, Predicate<Detection> detections) implements Matcher {

        @Override
        public boolean matches(Alert alert) {
            return detections.test(alert.detection());
        }

        @Override
        public String text() {
            return DETECTION + selector;
        }
    }

    /** The severity, as it is delivered. */
    record OfSeverity(String wanted, StarPattern pattern) implements Matcher {

        OfSeverity(String wanted) {
            this(wanted, Matcher.pattern(wanted));
        }

        @Override
        public boolean matches(Alert alert) {
            return pattern.matches(alert.severity().caption().toLowerCase(Locale.ROOT));
        }

        @Override
        public String text() {
            return SEVERITY + wanted;
        }
    }

    /** One of the values of a field of the row; a row that has not the field does not match. */
    record OfField(String field, String wanted, StarPattern pattern) implements Matcher {

        OfField(String field, String wanted) {
            this(field, wanted, Matcher.pattern(wanted));
        }

        @Override
        public boolean matches(Alert alert) {
            Value value = alert.row().get(field);
            return value != null
                    && value.texts().stream().anyMatch(text -> pattern.matches(text.toLowerCase(Locale.ROOT)));
        }

        @Override
        public String text() {
            return field + '=' + wanted;
        }
    }
}
