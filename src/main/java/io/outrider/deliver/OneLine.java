package io.outrider.deliver;

/**
 * Makes a text from events fit for one line of another system's text: what would break the line, move the cursor or turn the direction
 * of writing is shown as a sign, so that a value cannot pass for a line of ours.
 */
final class OneLine {

    private static final String CUT = "\u2026";
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    /** @param most characters of the result, at least 1; what is longer ends with an ellipsis */
    static String of(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(most + 1L).map(OneLine::visible).forEach(line::appendCodePoint);
        return cut(line.toString(), most);
    }

    /** Without changes but for its end: never between the halves of a surrogate pair. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    private static int visible(int c) {
        if (c < ' ') {
            return '\u2400' + c; // The control pictures, in ASCII's order.
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                REPLACEMENT;
            case Character.FORMAT -> turnsText(c) ? REPLACEMENT : c;
            default -> c;
        };
    }

    private static boolean turnsText(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C;
    }
}
