package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles patterns with {@code *} into tests that compare without regard to case, in time proportional to the text's
 * length for a prefix or suffix and to the product of both lengths at most for what stands between two stars.
 */
final class Wildcard {

    private Wildcard() {}

    static TextTest compile(String pattern) {
        int first = pattern.indexOf('*');
        if (first < 0) {
            return text -> text.equalsIgnoreCase(pattern);
        }
        int last = pattern.lastIndexOf('*');
        String prefix = pattern.substring(0, first);
        String suffix = pattern.substring(last + 1);
        List<String> infixes = infixes(pattern, first, last);
        return text -> matches(text, prefix, infixes, suffix);
    }

    private static List<String> infixes(String pattern, int first, int last) {
        List<String> infixes = new ArrayList<>();
        int start = first + 1;
        while (start <= last) {
            int end = pattern.indexOf('*', start);
            if (end > start) {
                infixes.add(pattern.substring(start, end));
            }
            start = end + 1;
        }
        return List.copyOf(infixes);
    }

    private static boolean matches(String text, String prefix, List<String> infixes, String suffix) {
        int limit = text.length() - suffix.length();
        if (prefix.length() > limit
                || !text.regionMatches(true, 0, prefix, 0, prefix.length())
                || !text.regionMatches(true, limit, suffix, 0, suffix.length())) {
            return false;
        }
        int position = prefix.length();
        // The leftmost place for each part leaves the most room for those behind it, so no step back is needed.
        for (String infix : infixes) {
            position = indexOfIgnoreCase(text, infix, position, limit);
            if (position < 0) {
                return false;
            }
            position += infix.length();
        }
        return true;
    }

    static int indexOfIgnoreCase(String text, String part, int from, int limit) {
        if (part.isEmpty()) {
            return from <= limit ? from : -1;
        }
        char lower = Character.toLowerCase(part.charAt(0));
        char upper = Character.toUpperCase(part.charAt(0));
        for (int i = from; i <= limit - part.length(); i++) {
            char first = text.charAt(i);
            boolean maybe = first == lower || first == upper || !isAscii(first) || !isAscii(part.charAt(0));
            if (maybe && text.regionMatches(true, i, part, 0, part.length())) {
                return i;
            }
        }
        return -1;
    }

    // Beyond ASCII there are characters that are others in one case only: the Kelvin sign is a k in lower case.
    private static boolean isAscii(char c) {
        return c < 0x80;
    }
}
