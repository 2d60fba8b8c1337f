package io.outrider.spl;

import java.util.List;

/**
 * A place in the text of a search, as its author wrote it.
 *
 * @param offset from 0, in UTF-16 units
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param macros names of the macros that the place was expanded from, outermost first; then the rest is the place of the
 *     outermost call. Empty for what the search says itself
 */
public record Position(int offset, int line, int column, List<String> macros) {

    public Position {
        if (offset < 0 || line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "expected an offset from 0 and a place from 1:1, but found " + offset + ", " + line + ":" + column);
        }
        macros = List.copyOf(macros);
    }

    Position in(List<String> macros) {
        return new Position(offset, line, column, macros);
    }
}
