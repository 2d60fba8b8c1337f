package io.outrider.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads bytes eight at a time, for names are too short for what the library does with arrays. */
final class Words {

    /** As a factor: puts a byte into each of eight. */
    static final long ONES = 0x0101010101010101L;

    /** The highest bit of each byte. */
    static final long HIGHS = 0x80 * ONES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from {@code at} on; the first is the lowest. */
    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Less than eight bytes, with zeros above them. */
    static long head(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            return word(bytes, from) & (1L << 8 * length) - 1;
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head |= (bytes[from + i] & 0xFFL) << 8 * i;
        }
        return head;
    }

    /** Whether one of two bytes, below 128 both, is among these. */
    static boolean hasEither(byte[] bytes, int from, int to, char one, char other) {
        int length = to - from;
        if (length < Long.BYTES) {
            return hasEither(head(bytes, from, length), one, other);
        }
        int last = to - Long.BYTES;
        for (int i = from; i < last; i += Long.BYTES) {
            if (hasEither(word(bytes, i), one, other)) {
                return true;
            }
        }
        return hasEither(word(bytes, last), one, other);
    }

    /**
     * Copies eight bytes; those from a certain one on, below 128, are to be written over.
     *
     * @return how many there are before that one: 8 if it is not among them
     */
    static int copyUpTo(byte[] bytes, int from, byte[] target, int at, char end) {
        long word = word(bytes, from);
        LONG.set(target, at, word);
        long ends = word ^ end * ONES;
        // The lowest mark is right: those above it may come of its borrow.
        long marks = ends - ONES & ~ends & HIGHS;
        return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }

    private static boolean hasEither(long word, char one, char other) {
        long ones = word ^ one * ONES;
        long others = word ^ other * ONES;
        return ((ones - ONES & ~ones | others - ONES & ~others) & HIGHS) != 0;
    }

    /**
     * A hash: of all bytes up to 24, of the ends and the length beyond.
     *
     * <p>Not meant to resist forgery: whoever looks a hash up compares the bytes as well, and is bounded by {@link
     * JsonScan#MAX_MEMBERS}.
     */
    static int hash(byte[] bytes, int from, int end) {
        int length = end - from;
        long mixed = length * 0x9E3779B97F4A7C15L;
        if (length < Long.BYTES) {
            mixed ^= head(bytes, from, length);
        } else {
            mixed ^= word(bytes, from);
            mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
            mixed ^= word(bytes, end - Long.BYTES);
            if (length > 2 * Long.BYTES) {
                mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
                mixed ^= word(bytes, from + Long.BYTES);
            }
        }
        // Multipliers and shifts of SplitMix64's finalizer, which spreads each bit over all.
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32);
    }

    /** The hash of a name below another, from the hashes of both. */
    static int below(int above, int hash) {
        // An odd factor loses nothing of the other's bits; this one is as irregular as any.
        return above * 0x9E3779B1 + hash;
    }
}
