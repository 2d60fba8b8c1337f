package io.outrider.normalize;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What packed bytes unpack to, as far as that is no bomb.
 *
 * <p>Unpacking takes no memory to speak of whatever it gives; what is bounded here is the time that a small file can take. Real
 * logs unpack to 5 to 50 times their size, and deflate gives 1,032 times at most.
 */
final class UnpackBound extends FilterInputStream {

    /** Four times what the most repetitive real logs unpack to. */
    static final int MOST_TIMES = 200;

    /** Up to here nothing is bounded: reading it takes a second. */
    static final long FREE = 256L << 20;

    private final LongSupplier packed;
    private final String name;
    private long unpacked;

    /** @param packed how many bytes have been taken so far to unpack what was given */
    UnpackBound(InputStream in, LongSupplier packed, String name) {
        super(in);
        this.packed = packed;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        unpacked += Math.max(0, count);
        if (unpacked > FREE && unpacked / MOST_TIMES > packed.getAsLong()) {
            throw new IOException("expected packed events, which unpack to at most " + MOST_TIMES
                    + " times their size, but " + name + " unpacks to more: what comes behind the first " + unpacked
                    + " bytes is not read; unpack it by hand if it is what it should be");
        }
        return count;
    }
}
