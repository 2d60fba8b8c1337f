package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/** Tells which texts are numbers, as Splunk does where it compares them. */
final class Numbers {

    private Numbers() {}

    /** The number that the text is, or {@code null}: decimal digits with an optional sign, point and exponent. */
    static @Nullable Double parse(String text) {
        if (!looksLikeNumber(text)) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Double of(Value value) {
        return value instanceof Value.Number n ? (Double) n.number() : parse(value.text());
    }

    // Double.parseDouble also takes "NaN", "0x1p3" and "1d", which are texts in a log.
    private static boolean looksLikeNumber(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!part) {
                return false;
            }
        }
        return true;
    }
}
