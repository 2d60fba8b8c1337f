package io.outrider.normalize;

/**
 * Finds where a JSON object ends: counts brackets outside strings and looks at nothing else, for whether the object is
 * well formed is the parser's to say.
 */
final class JsonExtent {

    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Stands before an object. */
    void reset() {
        depth = 0;
        inString = false;
        escaped = false;
    }

    /** Whether the object has begun and its last bracket has been passed. */
    boolean closed() {
        return depth == 0 && !inString;
    }

    /** Whether the bytes so far end inside a string. */
    boolean inString() {
        return inString;
    }

    /**
     * Goes over bytes up to the object's last bracket or to a line feed, whichever is first.
     *
     * @return index of that line feed, index behind that bracket, or {@code to} if there is neither
     */
    int advance(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (inString) {
                i = advanceInString(bytes, i, to);
                if (inString) {
                    return i;
                }
                continue;
            }
            byte b = bytes[i];
            if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            } else if (b == '\n') {
                return i;
            }
            i++;
        }
        return to;
    }

    /**
     * Goes over bytes of an element of an array, up to the comma or bracket behind it or to a line feed, whichever is first.
     *
     * @return its index, or {@code to} if there is none
     */
    int advanceElement(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (inString) {
                i = advanceInString(bytes, i, to);
                if (inString) {
                    return i;
                }
                continue;
            }
            byte b = bytes[i];
            if (b == '\n' || depth == 0 && (b == ',' || b == ']' || b == '}')) {
                return i;
            }
            if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            i++;
        }
        return to;
    }

    /** @return index behind the closing quote, else of a line feed, else {@code to} */
    private int advanceInString(byte[] bytes, int from, int to) {
        int i = from;
        if (escaped && i < to && bytes[i] != '\n') {
            escaped = false;
            i++;
        }
        for (; i < to; i++) {
            byte b = bytes[i];
            // Nearly all bytes of an event are plain text in strings: one comparison each.
            if (b > '\\') {
                continue;
            }
            if (b == '"') {
                inString = false;
                return i + 1;
            }
            if (b == '\n') {
                return i;
            }
            if (b == '\\') {
                if (i + 1 == to) {
                    escaped = true;
                } else if (bytes[i + 1] != '\n') {
                    i++;
                }
            }
        }
        return to;
    }
}
