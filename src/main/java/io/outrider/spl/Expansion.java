package io.outrider.spl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The text of a search with its macros expanded, which still knows where each character came from. */
final class Expansion {

    private final String text;
    private final SourceText source;
    private final int[] starts;
    private final List<Position> origins;

    private Expansion(String text, SourceText source, int[] starts, List<Position> origins) {
        this.text = text;
        this.source = source;
        this.starts = starts;
        this.origins = origins;
    }

    String text() {
        return text;
    }

    /** @param offset in the expanded text, from 0 to its length */
    Position position(int offset) {
        if (offset >= text.length()) {
            return source.position(source.text().length());
        }
        int found = Arrays.binarySearch(starts, offset);
        int piece = found >= 0 ? found : -found - 2;
        Position origin = origins.get(piece);
        return origin.macros().isEmpty() ? source.position(origin.offset() + offset - starts[piece]) : origin;
    }

    /** Puts the expanded text together, piece by piece. */
    static final class Builder {

        private final SourceText source;
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> starts = new ArrayList<>();
        private final List<Position> origins = new ArrayList<>();

        Builder(SourceText source) {
            this.source = source;
        }

        /** Adds a piece whose characters stand one by one at {@code origin} and behind it, or all at its macro call. */
        void append(CharSequence piece, Position origin) {
            if (piece.length() > 0) {
                starts.add(text.length());
                origins.add(origin);
                text.append(piece);
            }
        }

        Expansion build() {
            int[] offsets = starts.stream().mapToInt(Integer::intValue).toArray();
            return new Expansion(text.toString(), source, offsets, List.copyOf(origins));
        }
    }
}
