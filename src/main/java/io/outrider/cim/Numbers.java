package io.outrider.cim;

import org.jspecify.annotations.Nullable;

/** Fields that hold numbers as text. */
final class Numbers {

    /** A double has 17 significant digits at most; what is much longer is no number that a source would give. */
    private static final int LONGEST = 40;

    private Numbers() {}

    /** Whether a text is a decimal number: digits, perhaps a sign before and a point among them. */
    static boolean isNumber(String text) {
        int digits = 0;
        boolean point = false;
        if (text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else if (!(i == 0 && (c == '-' || c == '+'))) {
                return false;
            }
        }
        return digits > 0;
    }

    /** {@code one + sign * other}; {@code null} unless both are numbers. */
    static @Nullable Value combine(@Nullable Value one, @Nullable Value other, int sign) {
        if (one == null || other == null || !isNumber(one.text()) || !isNumber(other.text())) {
            return null;
        }
        return Value.of(Double.parseDouble(one.text()) + sign * Double.parseDouble(other.text()));
    }
}
