package io.outrider.store;

/**
 * Texts as databases keep them. PostgreSQL takes no NUL character, and half of a surrogate pair becomes a question mark in UTF-8, so
 * that two keys would be one. These and the backslash are written as {@code &#92;} and four hexadecimal digits; nothing else changes,
 * and what was written is read back.
 */
final class StoredText {

    private static final char ESCAPE = '\\';
    private static final int DIGITS = 4;

    private StoredText() {}

    static String of(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == ESCAPE || isHalf(text, i)) {
                escaped = escaped == null ? new StringBuilder(text.length() + DIGITS).append(text, 0, i) : escaped;
                escaped.append(ESCAPE).append(String.format("%04x", (int) c));
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** @throws IllegalArgumentException if the text was not written by {@link #of} */
    static String read(String stored) {
        int escape = stored.indexOf(ESCAPE);
        if (escape < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        while (escape >= 0) {
            int end = escape + 1 + DIGITS;
            if (end > stored.length()) {
                throw new IllegalArgumentException(
                        "expected " + DIGITS + " digits behind a backslash, but found " + stored);
            }
            text.append(stored, from, escape).append((char) Integer.parseInt(stored, escape + 1, end, 16));
            from = end;
            escape = stored.indexOf(ESCAPE, from);
        }
        return text.append(stored, from, stored.length()).toString();
    }
}
