package io.outrider.normalize;

import java.nio.charset.StandardCharsets;

/**
 * Goes over the values of plain comma-separated values (RFC 4180), eight bytes at a time, and decodes doubled quotes. Not for
 * several threads at once.
 */
final class CsvText {

    // As in JsonString: a quote and a space change places with it.
    private static final long QUOTE_TO_SPACE = 0x02 * Words.ONES;
    private static final long BEHIND_SPACE = (' ' + 1) * Words.ONES;

    private final byte delimiter;
    private final long delimiters;
    private boolean lineFeed;

    /** @param delimiter between values: ASCII */
    CsvText(char delimiter) {
        this.delimiter = (byte) delimiter;
        this.delimiters = delimiter * Words.ONES;
    }

    /**
     * Goes over a value that is not in quotes.
     *
     * @return index of the delimiter, line feed or carriage return behind it, {@code to} if there is none, or {@link
     *     JsonScan#REFUSED}
     */
    int endOfPlain(byte[] bytes, int from, int to) {
        int whole = bytes.length - Long.BYTES;
        int i = from;
        while (true) {
            while (i <= whole) {
                long word = Words.word(bytes, i);
                long odd = (odd(word) | (word ^ delimiters) - Words.ONES) & Words.HIGHS;
                if (odd != 0) {
                    i += Long.numberOfTrailingZeros(odd) >>> 3;
                    break;
                }
                i += Long.BYTES;
            }
            if (i >= to) {
                return to;
            }
            byte b = bytes[i];
            if (b == delimiter || b == '\n' || b == '\r') {
                return i;
            }
            if (b == '"' || b >= 0 && b < ' ') {
                return JsonScan.REFUSED;
            }
            int length = length(bytes, i, to);
            if (length < 0) {
                return length;
            }
            i += length;
        }
    }

    /**
     * Goes over a value in quotes.
     *
     * @param from behind the first of them
     * @return index of the quote that closes it, unless another byte behind {@code to} is one, else {@link JsonScan#REFUSED} or
     *     {@link JsonScan#INCOMPLETE}
     */
    int endOfQuoted(byte[] bytes, int from, int to) {
        lineFeed = false;
        int whole = bytes.length - Long.BYTES;
        int i = from;
        while (true) {
            while (i <= whole) {
                long odd = odd(Words.word(bytes, i)) & Words.HIGHS;
                if (odd != 0) {
                    i += Long.numberOfTrailingZeros(odd) >>> 3;
                    break;
                }
                i += Long.BYTES;
            }
            if (i >= to) {
                return JsonScan.INCOMPLETE;
            }
            byte b = bytes[i];
            if (b == '"') {
                if (i + 1 >= to || bytes[i + 1] != '"') {
                    return i;
                }
                i += 2;
                continue;
            }
            lineFeed |= b == '\n';
            int length = length(bytes, i, to);
            if (length < 0) {
                return length;
            }
            i += length;
        }
    }

    /** Whether the value that {@link #endOfQuoted} went over last has a line feed. */
    boolean sawLineFeed() {
        return lineFeed;
    }

    /**
     * The line feed that begins here, alone or behind a carriage return.
     *
     * @return its index, {@code to} if nothing is here, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    static int lineFeed(byte[] bytes, int at, int to) {
        if (at == to || bytes[at] == '\n') {
            return at;
        }
        if (bytes[at] != '\r') {
            return JsonScan.REFUSED;
        }
        if (at + 1 == to) {
            return JsonScan.INCOMPLETE;
        }
        return bytes[at + 1] == '\n' ? at + 1 : JsonScan.REFUSED;
    }

    /** Whether a value has quotes, which are doubled. */
    static boolean hasQuotes(byte[] bytes, int from, int to) {
        return Words.hasEither(bytes, from, to, '"', '"');
    }

    /** As {@link ScanSyntax#decode(byte[], int, int, byte[])}. */
    static int decode(byte[] bytes, int from, int to, byte[] target) {
        int out = 0;
        int i = from;
        int last = to - Long.BYTES;
        while (i < to) {
            if (i <= last) {
                int plain = Words.copyUpTo(bytes, i, target, out, '"');
                i += plain;
                out += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
            byte b = bytes[i];
            target[out++] = b;
            // With its twin.
            i += b == '"' ? 2 : 1;
        }
        return out;
    }

    /** A value's text. */
    static String decode(byte[] bytes, int from, int to) {
        byte[] target = new byte[to - from];
        return new String(target, 0, decode(bytes, from, to, target), StandardCharsets.UTF_8);
    }

    /** Bytes of the character that begins here; negative as the answers of a scan. */
    private static int length(byte[] bytes, int at, int to) {
        if (bytes[at] >= 0) {
            return 1;
        }
        int length = Utf8.length(bytes, at, to);
        if (length > 0) {
            return length;
        }
        // A character cut in two at the end of what is there is invalid, or not all there yet.
        return at + 4 > to ? JsonScan.INCOMPLETE : JsonScan.REFUSED;
    }

    /**
     * In its highest bits, each byte that is a quote, a control character or no ASCII. Bytes above the first such one may be marked
     * wrongly, by a borrow.
     */
    private static long odd(long word) {
        return (word ^ QUOTE_TO_SPACE) - BEHIND_SPACE | word;
    }
}
