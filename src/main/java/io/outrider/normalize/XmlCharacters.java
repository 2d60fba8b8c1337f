package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * Replaces what XML 1.0 forbids (section 2.2: most control characters, halves of surrogate pairs), raw or as a character
 * reference, by U+FFFD: Windows writes such characters into its events, and one of them in a command line must not
 * hide it.
 */
final class XmlCharacters {

    private static final char REPLACEMENT = '\uFFFD';

    private XmlCharacters() {}

    /** The text without forbidden characters, or {@code null} if it had none. */
    static @Nullable String repair(String text) {
        StringBuilder repaired = null;
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            boolean allowed = true;
            char c = text.charAt(i);
            if (c == '&') {
                int semicolon = reference(text, i);
                if (semicolon >= 0) {
                    end = semicolon + 1;
                    allowed = isAllowed(codePoint(text, i + 2, semicolon));
                }
            } else if (Character.isHighSurrogate(c)) {
                int point = text.codePointAt(i);
                end = i + Character.charCount(point);
                allowed = isAllowed(point);
            } else {
                allowed = isAllowed(c);
            }
            if (!allowed) {
                repaired = repaired == null ? new StringBuilder(text.length()) : repaired;
                repaired.append(text, copied, i).append(REPLACEMENT);
                copied = end;
            }
            i = end;
        }
        return repaired == null
                ? null
                : repaired.append(text, copied, text.length()).toString();
    }

    /** Index of the semicolon of the numeric reference that starts here, or -1. */
    private static int reference(String text, int from) {
        if (!text.startsWith("&#", from)) {
            return -1;
        }
        // No code point has more digits than &#1114111; and a few leading zeros do no harm.
        int last = Math.min(text.length(), from + 16);
        for (int i = from + 2; i < last; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The number of a reference, or an allowed one if it is none: that is the parser's to refuse. */
    private static int codePoint(String text, int from, int to) {
        boolean hex = from < to && text.charAt(from) == 'x';
        try {
            return hex ? Integer.parseInt(text, from + 1, to, 16) : Integer.parseInt(text, from, to, 10);
        } catch (NumberFormatException e) {
            return ' ';
        }
    }

    /** Whether XML allows the character; what is none, as -1, it does not. */
    static boolean isAllowed(int point) {
        if (point < 0x20) {
            return point == '\t' || point == '\n' || point == '\r';
        }
        return point < 0xD800 || (point > 0xDFFF && point < 0xFFFE) || (point > 0xFFFF && point <= 0x10FFFF);
    }
}
