package io.outrider.normalize;

/**
 * The {@link Transform}s that give a part of a text, on the text's bytes: JSON's, as long as the part is found in them
 * without decoding escapes, else those of the decoded text.
 */
enum FieldCut {
    /** {@link Transform#AS_IS}; the caller decodes. */
    WHOLE {
        @Override
        long apply(byte[] bytes, int from, int to, boolean escaped) {
            return part(from, to);
        }
    },
    /** {@link Transform#BASE_NAME}. */
    BASE_NAME {
        @Override
        long apply(byte[] bytes, int from, int to, boolean escaped) {
            int at = to - 1;
            while (at >= from && bytes[at] != '\\' && bytes[at] != '/') {
                at--;
            }
            // What lies behind a backslash has no escape in it, unless that backslash begins one:
            // \\\\cmd.exe, but \\u0041.
            return escaped && at >= from && bytes[at] == '\\' && !endsPairs(bytes, from, at)
                    ? DECODE
                    : part(at + 1, to);
        }
    },
    /** {@link Transform#ACCOUNT}. */
    ACCOUNT {
        @Override
        long apply(byte[] bytes, int from, int to, boolean escaped) {
            int at = find(bytes, from, to);
            if (!escaped) {
                return part(at == to ? from : at + 1, to);
            }
            // SHIRE\\\\bob: a backslash, and no further escape behind it.
            boolean pair = bytes[at + 1] == '\\' && find(bytes, at + 2, to) == to;
            return pair ? part(at + 2, to) : DECODE;
        }
    },
    /** {@link Transform#ACCOUNT_DOMAIN}. */
    ACCOUNT_DOMAIN {
        @Override
        long apply(byte[] bytes, int from, int to, boolean escaped) {
            int at = find(bytes, from, to);
            if (escaped && bytes[at + 1] != '\\') {
                return DECODE;
            }
            return part(from, at == to ? from : at);
        }
    };

    /** The part cannot be told without decoding. */
    static final long DECODE = -1;

    /**
     * The part of the bytes that is wanted, as {@link #from} and {@link #to} tell it.
     *
     * @param escaped whether the bytes have an escape, and {@link #DECODE} is an answer
     */
    abstract long apply(byte[] bytes, int from, int to, boolean escaped);

    static int from(long part) {
        return (int) (part >>> 32);
    }

    static int to(long part) {
        return (int) part;
    }

    private static long part(int from, int to) {
        return (long) from << 32 | to;
    }

    private static int find(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Whether the backslashes that end here are an even number. */
    private static boolean endsPairs(byte[] bytes, int from, int last) {
        int at = last;
        while (at >= from && bytes[at] == '\\') {
            at--;
        }
        return (last - at) % 2 == 0;
    }
}
