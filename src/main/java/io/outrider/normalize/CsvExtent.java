package io.outrider.normalize;

import java.io.IOException;

/**
 * Finds where a row of comma-separated values ends: at the first line feed outside quotes.
 *
 * <p>A row whose quotes are not in order must not take the next ones with it: it ends at its first line feed.
 */
final class CsvExtent {

    private final ByteWindow window;
    private final char delimiter;
    private final int most;
    private boolean ranOut;

    /** @param most how far a row is looked at, in bytes */
    CsvExtent(ByteWindow window, char delimiter, int most) {
        this.window = window;
        this.delimiter = delimiter;
        this.most = most;
    }

    /**
     * Where the row that begins at an offset ends; all of it is in memory then.
     *
     * @return offset of a line feed or of the end of the input; negative if the row is on one line that is longer than rows are
     *     looked at
     */
    long end(long from) throws IOException {
        ranOut = false;
        boolean quoted = false;
        boolean atStart = true;
        long firstLineEnd = -1;
        long limit = from + most;
        long at = from;
        while (at <= limit && window.has(at, from)) {
            byte[] bytes = window.bytes();
            int begin = window.index(at);
            int to = window.index(Math.min(window.limit(), limit + 1));
            int i = begin;
            while (i < to) {
                byte b = bytes[i];
                if (quoted) {
                    if (b == '\n' && firstLineEnd < 0) {
                        firstLineEnd = at + (i - begin);
                    } else if (b == '"') {
                        break;
                    }
                } else if (b == '\n') {
                    return at + (i - begin);
                } else if (b == delimiter) {
                    atStart = true;
                } else if (b == '"' && atStart) {
                    quoted = true;
                    atStart = false;
                } else if (b != ' ' && b != '\t') {
                    atStart = false;
                }
                i++;
            }
            at += i - begin;
            if (i < to) {
                // A quote within quotes: half of a pair, or the end of the value.
                if (isAt(at + 1, from, (byte) '"')) {
                    at += 2;
                } else if (endsValue(at + 1, from)) {
                    quoted = false;
                    at++;
                } else {
                    if (firstLineEnd >= 0) {
                        return firstLineEnd;
                    }
                    quoted = false;
                    at++;
                }
            }
        }
        ranOut = quoted && at <= limit;
        if (quoted && firstLineEnd >= 0) {
            return firstLineEnd;
        }
        return at > limit ? -1 : at;
    }

    /** Whether the input ended within quotes, of which more may be to come. */
    boolean ranOut() {
        return ranOut;
    }

    private boolean isAt(long offset, long keepFrom, byte b) throws IOException {
        return window.has(offset, keepFrom) && window.bytes()[window.index(offset)] == b;
    }

    private boolean endsValue(long offset, long keepFrom) throws IOException {
        if (!window.has(offset, keepFrom)) {
            return true;
        }
        byte b = window.bytes()[window.index(offset)];
        return b == delimiter || b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }
}
