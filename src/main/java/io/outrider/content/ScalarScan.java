package io.outrider.content;

import java.util.Arrays;

/** The value of a scalar as it is scanned, each character with the offset that it came from. */
final class ScalarScan {

    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[256];
    private int end;

    void append(char c, int offset) {
        if (text.length() == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        }
        offsets[text.length()] = offset;
        text.append(c);
        end = offset + 1;
    }

    String text() {
        return text.toString();
    }

    /** The offset in the file of a character of the value, or of what stands behind the last one. */
    int source(int offset) {
        return offset < text.length() ? offsets[offset] : end;
    }
}
