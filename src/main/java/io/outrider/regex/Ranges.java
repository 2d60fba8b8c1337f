package io.outrider.regex;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets of characters as ranges, written so that each engine takes them alike. */
final class Ranges {

    private static final int LAST = Character.MAX_CODE_POINT;

    // pcre2pattern, "Generic character types": horizontal and vertical white space.
    static final int[] HORIZONTAL = {
        0x9, 0x9, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x202f, 0x202f, 0x205f,
        0x205f, 0x3000, 0x3000
    };
    static final int[] VERTICAL = {0xa, 0xd, 0x85, 0x85, 0x2028, 0x2029};
    static final int[] SPACE = {0x9, 0xd, 0x20, 0x20};
    static final int[] DIGIT = {'0', '9'};
    static final int[] WORD = {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};

    // pcre2pattern, "POSIX character classes", in the locale C.
    private static final Map<String, int[]> POSIX = Map.ofEntries(
            Map.entry("alnum", new int[] {'0', '9', 'A', 'Z', 'a', 'z'}),
            Map.entry("alpha", new int[] {'A', 'Z', 'a', 'z'}),
            Map.entry("ascii", new int[] {0, 0x7f}),
            Map.entry("blank", new int[] {0x9, 0x9, 0x20, 0x20}),
            Map.entry("cntrl", new int[] {0, 0x1f, 0x7f, 0x7f}),
            Map.entry("digit", DIGIT),
            Map.entry("graph", new int[] {0x21, 0x7e}),
            Map.entry("lower", new int[] {'a', 'z'}),
            Map.entry("print", new int[] {0x20, 0x7e}),
            Map.entry("punct", new int[] {0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e}),
            Map.entry("space", SPACE),
            Map.entry("upper", new int[] {'A', 'Z'}),
            Map.entry("word", WORD),
            Map.entry("xdigit", new int[] {'0', '9', 'A', 'F', 'a', 'f'}));

    private Ranges() {}

    static int @Nullable [] posix(String name) {
        return POSIX.get(name);
    }

    static boolean have(int[] ranges, int character) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (character >= ranges[i] && character <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** All characters that are not in the ranges, which are in ascending order. */
    static int[] complement(int[] ranges) {
        int[] complement = new int[ranges.length + 2];
        int length = 0;
        int from = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (from < ranges[i]) {
                complement[length++] = from;
                complement[length++] = ranges[i] - 1;
            }
            from = ranges[i + 1] + 1;
        }
        if (from <= LAST) {
            complement[length++] = from;
            complement[length++] = LAST;
        }
        return java.util.Arrays.copyOf(complement, length);
    }

    /** The ranges as they stand between the brackets of a class. */
    static String text(int[] ranges) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.length; i += 2) {
            text.append(literal(ranges[i]));
            if (ranges[i + 1] > ranges[i]) {
                text.append('-').append(literal(ranges[i + 1]));
            }
        }
        return text.toString();
    }

    /** A character as every engine takes it for itself, within a class and without. */
    static String literal(int c) {
        boolean plain = c < 128 && Character.isLetterOrDigit(c);
        return plain ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}";
    }
}
