package io.outrider.spl;

/**
 * Quotes and backslashes, as the Search Manual has them: in a text {@code \\} is one backslash and {@code \"} a quote; a
 * backslash before any other character stands for itself. Nothing escapes {@code *}.
 */
final class Quoting {

    private Quoting() {}

    /**
     * The offset behind the quote that closes the one at {@code start}, or -1 if none does.
     *
     * @param quote {@code "}, or {@code '} around a field name of an eval expression
     */
    static int end(CharSequence text, int start, char quote) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Whether an escaped backslash or quote stands at the offset. */
    static boolean isEscape(CharSequence text, int offset) {
        return text.charAt(offset) == '\\'
                && offset + 1 < text.length()
                && (text.charAt(offset + 1) == '\\' || text.charAt(offset + 1) == '"');
    }

    /** The text that was meant, given the one between the quotes (or a bare one). */
    static String unescape(CharSequence text) {
        StringBuilder meant = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                i++;
            }
            meant.append(text.charAt(i));
        }
        return meant.toString();
    }
}
