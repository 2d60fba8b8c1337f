package io.outrider.match;

import java.nio.charset.StandardCharsets;

/**
 * Folds texts so that two are equal byte for byte exactly where {@link String#equalsIgnoreCase} calls them equal.
 *
 * <p>That comparison takes two code points as one if their upper cases, or the lower cases of those, are the same; so the
 * lower case of the upper case stands for both. A code point is folded to one code point, in which case and length of a text
 * in code points are kept, though not its length in bytes: the Kelvin sign becomes {@code k}.
 */
final class CaseFold {

    private CaseFold() {}

    static int fold(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 0x20 : codePoint;
        }
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    /** The folded text in UTF-8; a lone surrogate is written as its three bytes, so that no other text has the same. */
    static byte[] fold(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int length = fold(text, bytes, 0);
        byte[] exact = new byte[length];
        System.arraycopy(bytes, 0, exact, 0, length);
        return exact;
    }

    /**
     * Writes the folded text.
     *
     * @param to has room for three bytes for each {@code char}
     * @return the place behind the last byte written
     */
    static int fold(String text, byte[] to, int at) {
        int length = text.length();
        int end = at;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[end++] = (byte) (c >= 'A' && c <= 'Z' ? c + 0x20 : c);
            } else {
                int codePoint = text.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                end = write(fold(codePoint), to, end);
            }
        }
        return end;
    }

    /**
     * Writes the folded text of bytes in UTF-8. Bytes that are none become U+FFFD, as {@link String} decodes them.
     *
     * @param to has room for three bytes for each byte of the source
     * @return the place behind the last byte written
     */
    static int fold(byte[] utf8, int from, int end, byte[] to, int at) {
        int i = from;
        int out = at;
        while (i < end) {
            int b = utf8[i];
            if (b >= 0) {
                to[out++] = (byte) (b >= 'A' && b <= 'Z' ? b + 0x20 : b);
                i++;
                continue;
            }
            int codePoint = codePoint(utf8, i, end);
            if (codePoint < 0) {
                // Rare, and how many U+FFFD a broken sequence gives is the decoder's to say.
                return fold(new String(utf8, i, end - i, StandardCharsets.UTF_8), to, out);
            }
            i += codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            out = write(fold(codePoint), to, out);
        }
        return out;
    }

    /** The code point of two or more bytes, or -1 if they are no UTF-8 (RFC 3629: shortest form, no surrogates). */
    private static int codePoint(byte[] utf8, int at, int end) {
        int lead = utf8[at] & 0xFF;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || at + more >= end) {
            return -1;
        }
        int codePoint = lead & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = utf8[at + i];
            if ((next & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = codePoint << 6 | next & 0x3F;
        }
        boolean shortest = more == 1 || codePoint >= (more == 2 ? 0x800 : 0x10000);
        boolean valid = codePoint <= Character.MAX_CODE_POINT && (codePoint < 0xD800 || codePoint > 0xDFFF);
        return shortest && valid ? codePoint : -1;
    }

    /** The text of folded bytes, with the lone surrogates that {@link #fold(String)} let through. */
    static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder exact = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int lead = bytes[i] & 0xFF;
            int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
            int codePoint = more == 0 ? lead : lead & (0x3F >> more);
            for (int k = 1; k <= more; k++) {
                codePoint = codePoint << 6 | bytes[i + k] & 0x3F;
            }
            exact.appendCodePoint(codePoint);
            i += more + 1;
        }
        return exact.toString();
    }

    private static int write(int codePoint, byte[] to, int at) {
        int end = at;
        if (codePoint < 0x80) {
            to[end++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[end++] = (byte) (0xC0 | codePoint >> 6);
            to[end++] = (byte) (0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            to[end++] = (byte) (0xE0 | codePoint >> 12);
            to[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            to[end++] = (byte) (0x80 | codePoint & 0x3F);
        } else {
            to[end++] = (byte) (0xF0 | codePoint >> 18);
            to[end++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            to[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            to[end++] = (byte) (0x80 | codePoint & 0x3F);
        }
        return end;
    }
}
