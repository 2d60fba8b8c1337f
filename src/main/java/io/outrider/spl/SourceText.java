package io.outrider.spl;

import java.util.List;

/** A text whose offsets are told as lines and columns, each in constant time. */
public final class SourceText {

    private final String text;
    private final int[] lines;
    private final int[] columns;

    public SourceText(String text) {
        this.text = text;
        lines = new int[text.length() + 1];
        columns = new int[text.length() + 1];
        int line = 1;
        int column = 1;
        for (int i = 0; i <= text.length(); i++) {
            lines[i] = line;
            columns[i] = column;
            if (i == text.length()) {
                break;
            }
            char c = text.charAt(i);
            boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !crlf) {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
    }

    public String text() {
        return text;
    }

    /** @param offset from 0 to the text's length, which is the place behind its end */
    public Position position(int offset) {
        return new Position(offset, lines[offset], columns[offset], List.of());
    }
}
