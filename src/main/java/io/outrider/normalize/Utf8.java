package io.outrider.normalize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What {@link String} does not say about bytes that are meant to be UTF-8. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The text of the first bytes, without a character that would be cut in two; one byte more has to be there. */
    static String beginning(byte[] bytes, int from, int length) {
        int end = from + length;
        // A character has at most three continuation bytes.
        for (int i = 0; i < 3 && end > from && (bytes[end] & 0xC0) == 0x80; i++) {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
