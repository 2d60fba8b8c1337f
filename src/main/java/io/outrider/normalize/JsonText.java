package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/** Decodes the escapes of a JSON string that {@link JsonScan} accepted (RFC 8259, section 7). */
final class JsonText {

    private JsonText() {}

    static String decode(byte[] bytes, int from, int to) {
        byte[] utf8 = new byte[to - from];
        return new String(utf8, 0, decode(bytes, from, to, utf8), StandardCharsets.UTF_8);
    }

    /**
     * Writes the string's UTF-8 form to the beginning of the target; it is never longer than the string.
     *
     * @param target as long as the string, at least
     * @return index behind the last byte written
     */
    static int decode(byte[] bytes, int from, int to, byte[] target) {
        int out = 0;
        int i = from;
        int last = to - Long.BYTES;
        while (i < to) {
            // Paths have an escape at every eighth byte or so: most words are copied whole.
            if (i <= last) {
                int plain = Words.copyUpTo(bytes, i, target, out, '\\');
                i += plain;
                out += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
            byte b = bytes[i];
            if (b != '\\') {
                target[out++] = b;
                i++;
                continue;
            }
            byte escape = bytes[i + 1];
            if (escape == 'u') {
                out = Utf8.put(JsonEscape.hexadecimal(bytes, i + 2), target, out);
                i += 6;
            } else {
                target[out++] = single(escape);
                i += 2;
            }
        }
        return out;
    }

    private static byte single(byte escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }
}
