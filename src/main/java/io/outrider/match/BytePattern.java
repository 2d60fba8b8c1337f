package io.outrider.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folded pattern in which {@code *} stands for any number of characters, held against folded bytes.
 *
 * @param pieces what stands before, between and behind the stars: one piece if there is no star; the first and the last may be
 *     empty, those between are not
 */
record BytePattern(List<byte[]> pieces) {

    /** The pattern of a text. Only for texts that are {@linkplain #wellFormed whole}. */
    static BytePattern of(String text) {
        String[] parts = text.split("\\*", -1);
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (i == 0 || i == parts.length - 1 || !parts[i].isEmpty()) {
                pieces.add(CaseFold.fold(parts[i]));
            }
        }
        return new BytePattern(List.copyOf(pieces));
    }

    /** Whether the text has no half of a surrogate pair alone, which {@link String} would find inside of a whole pair. */
    static boolean wellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    boolean isLiteral() {
        return pieces.size() == 1;
    }

    /** Whether every value matches. */
    boolean isAny() {
        return pieces.size() == 2 && pieces.get(0).length == 0 && pieces.get(1).length == 0;
    }

    /** Whether the pattern is one piece between two stars. */
    boolean isContains() {
        return pieces.size() == 3 && pieces.get(0).length == 0 && pieces.get(2).length == 0;
    }

    boolean matches(byte[] bytes, int from, int to) {
        byte[] first = pieces.get(0);
        int last = pieces.size() - 1;
        if (last == 0) {
            return Arrays.equals(bytes, from, to, first, 0, first.length);
        }
        byte[] suffix = pieces.get(last);
        int limit = to - suffix.length;
        int position = from + first.length;
        if (position > limit
                || !Arrays.equals(bytes, from, position, first, 0, first.length)
                || !Arrays.equals(bytes, limit, to, suffix, 0, suffix.length)) {
            return false;
        }
        // The leftmost place for each piece leaves the most room for those behind it, so no step back is needed.
        for (int i = 1; i < last; i++) {
            byte[] piece = pieces.get(i);
            position = indexOf(piece, bytes, position, limit);
            if (position < 0) {
                return false;
            }
            position += piece.length;
        }
        return true;
    }

    private static int indexOf(byte[] piece, byte[] bytes, int from, int to) {
        byte head = piece[0];
        for (int i = from; i <= to - piece.length; i++) {
            if (bytes[i] == head && Arrays.equals(bytes, i, i + piece.length, piece, 0, piece.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Equal patterns have equal keys. */
    String key() {
        StringBuilder key = new StringBuilder();
        for (byte[] piece : pieces) {
            for (byte b : piece) {
                key.append((char) (b & 0xFF));
            }
            // Stands in no byte.
            key.append('\u0100');
        }
        return key.toString();
    }
}
