package io.outrider.normalize;

/**
 * A text as mapping files write it, compared whatever the case: {@code x}, or with a {@code *} at its beginning, its end or
 * both for any text that ends in, begins with or holds what is left. A lone {@code *} is any text, also an empty one.
 *
 * @param text without its stars
 * @param openStart whether anything may stand before it
 * @param openEnd whether anything may stand behind it
 */
record TextPattern(String text, boolean openStart, boolean openEnd) {

    static TextPattern of(String written) {
        boolean start = written.startsWith("*");
        boolean end = written.length() > 1 && written.endsWith("*");
        String text = written.substring(start ? 1 : 0, written.length() - (end ? 1 : 0));
        return new TextPattern(text, start, end || written.equals("*"));
    }

    /** Whether only one text fits, but for its case. */
    boolean isExact() {
        return !openStart && !openEnd;
    }

    boolean fits(String other) {
        int length = text.length();
        int room = other.length() - length;
        if (room < 0 || room > 0 && isExact()) {
            return false;
        }
        if (!openStart) {
            return other.regionMatches(true, 0, text, 0, length);
        }
        if (!openEnd) {
            return other.regionMatches(true, room, text, 0, length);
        }
        for (int from = 0; from <= room; from++) {
            if (other.regionMatches(true, from, text, 0, length)) {
                return true;
            }
        }
        return false;
    }

    /** As files write it. */
    @Override
    public String toString() {
        return (openStart ? "*" : "") + text + (openEnd && !(text.isEmpty() && openStart) ? "*" : "");
    }
}
