package io.outrider.deliver;

import java.util.Collection;
import java.util.List;

/** Values cut to what a receiver has room for. */
final class Excerpt {

    private static final String CUT = "…";

    private Excerpt() {}

    /**
     * The text, or its beginning with {@code …} behind it: never longer than the limit, and never half of a surrogate pair.
     *
     * @param most characters as Java counts them, at least 1
     */
    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - CUT.length();
        boolean within = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, within ? end - 1 : end) + CUT;
    }

    /** The values as texts, each cut, and no more than so many; those of a single value are that one. */
    static List<String> texts(Object value, int most, int longest) {
        Collection<?> values = value instanceof Collection<?> several ? several : List.of(value);
        return values.stream()
                .limit(most)
                .map(each -> of(String.valueOf(each), longest))
                .toList();
    }
}
