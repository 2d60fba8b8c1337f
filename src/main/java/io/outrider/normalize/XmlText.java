package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/**
 * Goes over the texts and attribute values of plain XML, eight bytes at a time where texts are long, and decodes their
 * references (XML 1.0, sections 2.2, 2.4, 3.3.3 and 4.6). Not for several threads at once.
 */
final class XmlText {

    /** Far beyond any that Windows writes, and below what the parser allows: half a million characters. */
    private static final int MAX_ATTRIBUTE = 1 << 16;

    /** Of {@code &#x10FFFF;} and {@code &#1114111;}, and as much again for leading zeros. */
    private static final int MAX_REFERENCE = 16;

    private static final long AMPERSANDS = '&' * Words.ONES;
    private static final long SPACES = ' ' * Words.ONES;
    // The two angle brackets differ in this bit only.
    private static final long BRACKETS_DIFFER = 0x02 * Words.ONES;
    private static final long BRACKETS = '>' * Words.ONES;

    private boolean lineFeed;

    /** Forgets the line feeds seen so far. */
    void begin() {
        lineFeed = false;
    }

    /** Whether a text had a line feed since {@link #begin}. */
    boolean sawLineFeed() {
        return lineFeed;
    }

    /**
     * Goes over the text of an element, valid as XML and as UTF-8.
     *
     * @return index of the bracket behind it, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    int endOfText(byte[] bytes, int from, int to) {
        int whole = to - Long.BYTES;
        int i = from;
        while (true) {
            while (i <= whole) {
                long odd = odd(Words.word(bytes, i));
                if (odd != 0) {
                    i += Long.numberOfTrailingZeros(odd) >>> 3;
                    break;
                }
                i += Long.BYTES;
            }
            if (i >= to) {
                return JsonScan.INCOMPLETE;
            }
            byte b = bytes[i];
            if (b == '<') {
                return i;
            }
            if (b == '>' && i >= from + 2 && bytes[i - 1] == ']' && bytes[i - 2] == ']') {
                // Forbidden in a text.
                return JsonScan.REFUSED;
            }
            lineFeed |= b == '\n';
            int length = b == '\t' || b == '\n' ? 1 : length(bytes, i, to);
            if (length < 0) {
                return length;
            }
            i += length;
        }
    }

    /**
     * Goes over an attribute's value, likewise.
     *
     * @return index of the quote behind it, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    static int endOfAttribute(byte[] bytes, int from, int to, char quote) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b == quote) {
                return i - from > MAX_ATTRIBUTE ? JsonScan.REFUSED : i;
            }
            if (b == '<') {
                return JsonScan.REFUSED;
            }
            int length = length(bytes, i, to);
            if (length < 0) {
                return length;
            }
            i += length;
        }
        return JsonScan.INCOMPLETE;
    }

    /** Whether bytes have a reference, so that they are to be decoded. */
    static boolean hasReference(byte[] bytes, int from, int to) {
        return Words.hasEither(bytes, from, to, '&', '&');
    }

    static String decode(byte[] bytes, int from, int to) {
        byte[] utf8 = new byte[to - from];
        return new String(utf8, 0, decode(bytes, from, to, utf8), StandardCharsets.UTF_8);
    }

    /**
     * Writes a value that was accepted to the beginning of the target, its references decoded; it never grows.
     *
     * @param target as long as the value, at least
     * @return index behind the last byte written
     */
    static int decode(byte[] bytes, int from, int to, byte[] target) {
        int out = 0;
        int i = from;
        int last = to - Long.BYTES;
        while (i < to) {
            if (i <= last) {
                int plain = Words.copyUpTo(bytes, i, target, out, '&');
                i += plain;
                out += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
            byte b = bytes[i];
            if (b == '&') {
                int end = semicolon(bytes, i, to);
                out = Utf8.put(point(bytes, i + 1, end), target, out);
                i = end + 1;
            } else {
                target[out++] = b;
                i++;
            }
        }
        return out;
    }

    /** Bytes of the character or reference that begins here, else negative. */
    private static int length(byte[] bytes, int at, int to) {
        byte b = bytes[at];
        if (b == '&') {
            int end = semicolon(bytes, at, to);
            if (end < 0) {
                return at + MAX_REFERENCE > to ? JsonScan.INCOMPLETE : JsonScan.REFUSED;
            }
            return XmlCharacters.isAllowed(point(bytes, at + 1, end)) ? end + 1 - at : JsonScan.REFUSED;
        }
        if (b >= 0) {
            return b < ' ' ? JsonScan.REFUSED : 1;
        }
        int length = Utf8.length(bytes, at, to);
        if (length == 0) {
            // A character cut in two at the end of what is there is invalid, or not all there yet.
            return at + 4 > to ? JsonScan.INCOMPLETE : JsonScan.REFUSED;
        }
        // U+FFFE and U+FFFF.
        boolean forbidden =
                length == 3 && b == (byte) 0xEF && bytes[at + 1] == (byte) 0xBF && bytes[at + 2] >= (byte) 0xBE;
        return forbidden ? JsonScan.REFUSED : length;
    }

    private static int semicolon(byte[] bytes, int from, int to) {
        int last = Math.min(to, from + MAX_REFERENCE);
        for (int i = from + 1; i < last; i++) {
            if (bytes[i] == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The character that a reference names, between its ampersand and its semicolon; -1 if it names none. */
    private static int point(byte[] bytes, int from, int end) {
        if (from < end && bytes[from] == '#') {
            boolean hexadecimal = from + 1 < end && bytes[from + 1] == 'x';
            return number(bytes, hexadecimal ? from + 2 : from + 1, end, hexadecimal ? 16 : 10);
        }
        return switch (end - from) {
            case 2 -> bytes[from + 1] != 't' ? -1 : bytes[from] == 'l' ? '<' : bytes[from] == 'g' ? '>' : -1;
            case 3 -> JsonTokens.is(bytes, from, end, "amp") ? '&' : -1;
            case 4 ->
                JsonTokens.is(bytes, from, end, "quot") ? '"' : JsonTokens.is(bytes, from, end, "apos") ? '\'' : -1;
            default -> -1;
        };
    }

    private static int number(byte[] bytes, int from, int end, int radix) {
        int number = from < end ? 0 : -1;
        for (int i = from; i < end; i++) {
            // Of ASCII alone: of other bytes the character is one that is no digit in Latin-1.
            int digit = Character.digit(bytes[i] & 0xFF, radix);
            number = digit < 0 ? -1 : number * radix + digit;
            if (number < 0 || number > Character.MAX_CODE_POINT) {
                return -1;
            }
        }
        return number;
    }

    /**
     * The highest bit of each byte that is an angle bracket, an ampersand, a control character or no ASCII. Bytes above the first
     * such one may be marked wrongly, by a borrow.
     */
    private static long odd(long word) {
        return (((word | BRACKETS_DIFFER) ^ BRACKETS) - Words.ONES
                        | (word ^ AMPERSANDS) - Words.ONES
                        | word - SPACES
                        | word)
                & Words.HIGHS;
    }
}
