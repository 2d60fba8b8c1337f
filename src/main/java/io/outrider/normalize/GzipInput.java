package io.outrider.normalize;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The bytes that a gzip stream of one or more members unpacks to (RFC 1952).
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}: that one takes a damaged second member for the end of the input, and so
 * does it with a whole one where {@code available()} is 0 just then. Here both are an {@link IOException}, or read.
 * Zero bytes behind the last member, which tapes and block devices leave, are skipped as gzip skips them.
 */
final class GzipInput extends InputStream {

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final String name;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    // 8 KiB: twice a disk block; the buffered stream below does the large reads.
    private final byte[] packed = new byte[8192];
    private int from;
    private int to;
    private boolean ended;

    /** @param in positioned at the first member's magic */
    GzipInput(InputStream in, String name) throws IOException {
        this.in = in;
        this.name = name;
        readHeader(nextByte());
    }

    static boolean isMagic(byte[] head) {
        return head.length >= 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw broken("a preset dictionary");
            } else {
                fill();
                inflater.setInput(packed, from, to - from);
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw broken("damaged data (" + e.getMessage() + ")");
        }
    }

    private void endMember() throws IOException {
        from = to - inflater.getRemaining();
        long expectedCrc = littleEndian(4);
        long expectedSize = littleEndian(4);
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw broken("data that does not agree with its own checksum");
        }
        int next = nextByte();
        while (next == 0) {
            next = nextByte();
        }
        if (next < 0) {
            ended = true;
            return;
        }
        crc.reset();
        inflater.reset();
        readHeader(next);
        inflater.setInput(packed, from, to - from);
    }

    private void readHeader(int first) throws IOException {
        if (first != 0x1F || requiredByte() != 0x8B || requiredByte() != 8) {
            throw broken("something else than a gzip member");
        }
        int flags = requiredByte();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip((int) littleEndian(2));
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.setInput(packed, from, to - from);
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            requiredByte();
        }
    }

    private void skipText() throws IOException {
        while (requiredByte() != 0) {
            // The text ends at its NUL.
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) requiredByte() << (8 * i);
        }
        return value;
    }

    private int requiredByte() throws IOException {
        int value = nextByte();
        if (value < 0) {
            throw truncated();
        }
        return value;
    }

    private int nextByte() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(packed));
            if (to == 0) {
                return -1;
            }
        }
        return packed[from++] & 0xFF;
    }

    private void fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(packed));
        if (to == 0) {
            throw truncated();
        }
    }

    private EOFException truncated() {
        return new EOFException("expected the rest of a gzip stream, but " + name + " ends in the middle of one");
    }

    private ZipException broken(String found) {
        return new ZipException("expected gzip data, but found " + found + " in " + name);
    }
}
