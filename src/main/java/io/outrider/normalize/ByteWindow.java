package io.outrider.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is in memory: all bytes from {@link #keepFrom the kept offset} up to {@link #limit}.
 *
 * <p>Offsets are those of the stream. A loop over bytes goes over {@link #bytes} directly, from {@link #index}. Bytes that
 * were read are never overwritten: when an array is full the next part goes to a new one, so that records keep their place
 * in the array instead of a copy.
 */
final class ByteWindow {

    private final InputStream in;
    // Of an array, as long as what is kept leaves half of it.
    private final int size;
    private byte[] bytes;
    private long base;
    private int filled;
    private boolean ended;

    /** @param offset of the stream's first byte */
    ByteWindow(InputStream in, int size, long offset) {
        this.in = in;
        this.size = size;
        this.base = offset;
        this.bytes = new byte[size];
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the byte at {@code offset} lies in {@link #bytes}. */
    int index(long offset) {
        return (int) (offset - base);
    }

    /** The offset behind the last byte in memory. */
    long limit() {
        return base + filled;
    }

    /** Reads until there is a byte at {@code offset}; false if the stream ends before it. */
    boolean has(long offset, long keepFrom) throws IOException {
        while (offset >= base + filled) {
            if (ended || !more(keepFrom)) {
                ended = true;
                return false;
            }
        }
        return true;
    }

    private boolean more(long keepFrom) throws IOException {
        if (filled == bytes.length) {
            int kept = (int) (base + filled - keepFrom);
            int size = kept > bytes.length / 2 ? 2 * bytes.length : Math.max(this.size, 2 * kept);
            bytes = Arrays.copyOfRange(bytes, filled - kept, filled - kept + size);
            base = keepFrom;
            filled = kept;
        }
        int count = in.read(bytes, filled, bytes.length - filled);
        filled += Math.max(0, count);
        return count >= 0;
    }

    void close() throws IOException {
        in.close();
    }
}
