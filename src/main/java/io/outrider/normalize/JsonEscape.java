package io.outrider.normalize;

/** The escapes in a JSON string (RFC 8259, section 7). */
final class JsonEscape {

    // A bit for each of the letters from @ to DEL, and one for each byte below.
    private static final long LOW = 1L << '"' | 1L << '/';
    private static final long HIGH = 1L << '\\' | 1L << 'b' | 1L << 'f' | 1L << 'n' | 1L << 'r' | 1L << 't';

    private JsonEscape() {}

    /** Whether the byte makes an escape with the backslash before it alone. */
    static boolean isSingle(byte b) {
        return b >= 0x40 ? (HIGH >>> b & 1) != 0 : b > 0 && (LOW >>> b & 1) != 0;
    }

    /**
     * Length in bytes of the escape whose backslash is at {@code at}.
     *
     * @return {@link JsonScan#REFUSED} if it is invalid or half of a surrogate pair, {@link JsonScan#INCOMPLETE} if the bytes
     *     end before it does
     */
    static int length(byte[] bytes, int at, int to) {
        if (at + 1 >= to) {
            return JsonScan.INCOMPLETE;
        }
        byte b = bytes[at + 1];
        if (isSingle(b)) {
            return 2;
        }
        if (b != 'u') {
            return JsonScan.REFUSED;
        }
        if (at + 5 >= to) {
            return JsonScan.INCOMPLETE;
        }
        int unit = hexadecimal(bytes, at + 2);
        boolean surrogate = unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
        return unit < 0 || surrogate ? JsonScan.REFUSED : 6;
    }

    /** The number that four hexadecimal digits make, or -1. */
    static int hexadecimal(byte[] bytes, int at) {
        int number = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }
}
