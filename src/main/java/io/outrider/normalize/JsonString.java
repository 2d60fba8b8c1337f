package io.outrider.normalize;

/** Goes over the strings of JSON, eight bytes at a time, for they are most of an event. */
final class JsonString {

    private static final long BACKSLASHES = '\\' * Words.ONES;

    // A quote (0x22) and a space (0x20) change places with it; no control character leaves those below 0x20.
    private static final long QUOTE_TO_SPACE = 0x02 * Words.ONES;
    private static final long BEHIND_SPACE = (' ' + 1) * Words.ONES;

    private JsonString() {}

    /**
     * Goes over a string's content, valid as JSON and as UTF-8.
     *
     * @return index of the closing quote, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    static int end(byte[] bytes, int from, int to) {
        int whole = bytes.length - Long.BYTES;
        int i = from;
        while (true) {
            while (i <= whole) {
                long odd = odd(Words.word(bytes, i));
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
                return i;
            }
            if (b == '\\') {
                do {
                    // Nearly all escapes are of two bytes.
                    int length = i + 1 < to && JsonEscape.isSingle(bytes[i + 1]) ? 2 : JsonEscape.length(bytes, i, to);
                    if (length < 0) {
                        return length;
                    }
                    i += length;
                } while (i < to && bytes[i] == '\\');
            } else if (b < 0) {
                int length = Utf8.length(bytes, i, to);
                if (length <= 0) {
                    // A character cut in two at the end of what is there is invalid, or not all there yet.
                    return i + 4 > to ? JsonScan.INCOMPLETE : JsonScan.REFUSED;
                }
                i += length;
            } else if (b < ' ') {
                return JsonScan.REFUSED;
            } else {
                // Only in the last bytes of the array.
                i++;
            }
        }
    }

    /**
     * The highest bit of each byte that is a quote, a backslash, a control character or no ASCII. Bytes above the first such one
     * may be marked wrongly, by a borrow.
     */
    private static long odd(long word) {
        return ((word ^ QUOTE_TO_SPACE) - BEHIND_SPACE | (word ^ BACKSLASHES) - Words.ONES | word) & Words.HIGHS;
    }
}
