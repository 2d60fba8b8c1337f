package io.outrider.alert;

import io.outrider.cim.Value;
import java.util.List;

/** Values of a row as the plain objects that JSON knows. */
final class Plain {

    /** From 2^63 on, a whole double has no place in a {@code long}. */
    private static final double BEYOND_LONG = 0x1p63;

    private static final char REPLACEMENT = '\uFFFD';

    private Plain() {}

    /** A {@code String}, {@code Long}, {@code Double}, or a list of {@code String}s for a multivalue field. */
    static Object of(Value value) {
        if (value instanceof Value.Number n) {
            return number(n.number());
        }
        List<String> texts = value.texts().stream().map(Plain::text).toList();
        return texts.size() == 1 ? texts.get(0) : texts;
    }

    private static Object number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < BEYOND_LONG) {
            return (long) number;
        }
        return number;
    }

    /** The text with each lone surrogate replaced by U+FFFD, since UTF-8 cannot hold one and writers of JSON fail on it. */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return wellFormed(text);
            }
        }
        return text;
    }

    private static String wellFormed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
