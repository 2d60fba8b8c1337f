package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/** What {@link String} does not say about bytes that are meant to be UTF-8. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int length) {
        int to = from + length;
        int i = from;
        while (i < to) {
            int step = bytes[i] >= 0 ? 1 : length(bytes, i, to);
            if (step == 0) {
                return false;
            }
            i += step;
        }
        return true;
    }

    /** Bytes of the character of two bytes or more that begins here (RFC 3629, section 4), or 0 if there is none. */
    static int length(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return at + 2 <= to && isTail(bytes[at + 1]) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            if (at + 3 > to || !isTail(bytes[at + 1]) || !isTail(bytes[at + 2])) {
                return 0;
            }
            int second = bytes[at + 1] & 0xFF;
            boolean overlong = lead == 0xE0 && second < 0xA0;
            boolean surrogate = lead == 0xED && second > 0x9F;
            return overlong || surrogate ? 0 : 3;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            if (at + 4 > to || !isTail(bytes[at + 1]) || !isTail(bytes[at + 2]) || !isTail(bytes[at + 3])) {
                return 0;
            }
            int second = bytes[at + 1] & 0xFF;
            boolean overlong = lead == 0xF0 && second < 0x90;
            boolean beyond = lead == 0xF4 && second > 0x8F;
            return overlong || beyond ? 0 : 4;
        }
        return 0;
    }

    private static boolean isTail(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** The text of the first bytes, without a character that would be cut in two; one byte more has to be there. */
    static String beginning(byte[] bytes, int from, int length) {
        int end = from + length;
        // A character has at most three continuation bytes.
        for (int i = 0; i < 3 && end > from && isTail(bytes[end]); i++) {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /**
     * Writes a character, which is no half of a surrogate pair (RFC 3629, section 3).
     *
     * @return index behind it
     */
    static int put(int point, byte[] target, int at) {
        int out = at;
        if (point < 0x80) {
            target[out++] = (byte) point;
        } else if (point < 0x800) {
            target[out++] = (byte) (0xC0 | point >> 6);
            target[out++] = (byte) (0x80 | point & 0x3F);
        } else {
            if (point < 0x10000) {
                target[out++] = (byte) (0xE0 | point >> 12);
            } else {
                target[out++] = (byte) (0xF0 | point >> 18);
                target[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            target[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            target[out++] = (byte) (0x80 | point & 0x3F);
        }
        return out;
    }
}
