package io.outrider.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads several bytes at once, and hashes ranges of them. */
final class Bytes {

    /** Bytes that must be readable behind a range that is hashed or scanned. */
    static final int PADDING = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    // Odd, with bits in no pattern: the first is 2^64 divided by the golden ratio, the others are its powers modulo
    // 2^64.
    private static final long K1 = 0x9E3779B97F4A7C15L;
    private static final long K2 = K1 * K1;
    private static final long K3 = K2 * K1;

    private static final long ASCII = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Bytes() {}

    static int int4(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long long8(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /**
     * A hash in constant time: of the length and of eight bytes each from the beginning, the middle and the end. Ranges that
     * differ in other places only have one hash, so whoever finds equal hashes compares.
     */
    static long hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long h = length * K1;
        if (length >= 8) {
            h ^= long8(bytes, from) * K2;
            h = Long.rotateLeft(h, 29) ^ long8(bytes, from + (length >> 1) - 4) * K3;
            h = Long.rotateLeft(h, 29) ^ long8(bytes, to - 8) * K2;
        } else if (length > 0) {
            h ^= (long8(bytes, from) & -1L >>> (64 - 8 * length)) * K2;
        }
        h = (h ^ h >>> 32) * K1;
        return h ^ h >>> 29;
    }

    /**
     * Copies ASCII in lower case, eight bytes at a time; stops at the first eight that hold another byte.
     *
     * @param to has {@link #PADDING} bytes of room behind the copy
     * @return how many bytes were copied
     */
    static int lowerAscii(byte[] source, int from, int end, byte[] to, int at) {
        int length = end - from;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long x = long8(source, from + i);
            if ((x & ASCII) != 0) {
                return i;
            }
            // The high bit of a byte of the first sum is set from 'A' on, that of the second from behind 'Z' on.
            long letters = (x + (0x80 - 'A') * ONES) & ~(x + (0x80 - 'Z' - 1) * ONES) & ASCII;
            LONGS.set(to, at + i, x | letters >>> 2);
        }
        for (; i < length; i++) {
            byte b = source[from + i];
            if (b < 0) {
                return i;
            }
            to[at + i] = (byte) (b >= 'A' && b <= 'Z' ? b + 0x20 : b);
        }
        return length;
    }
}
