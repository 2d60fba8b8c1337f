package io.outrider.evtx;

/** A place in some of a chunk's bytes, from which little-endian numbers are read; never beyond the end of these. */
final class Cursor {

    private final byte[] bytes;
    private final int limit;
    private int position;

    Cursor(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.position = from;
        this.limit = limit;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    int remaining() {
        return limit - position;
    }

    /** The next byte, which stays the next. */
    int peek() throws DamageException {
        need(1);
        return bytes[position] & 0xFF;
    }

    int u8() throws DamageException {
        int value = peek();
        position++;
        return value;
    }

    int u16() throws DamageException {
        need(2);
        int value = LittleEndian.u16(bytes, position);
        position += 2;
        return value;
    }

    long u32() throws DamageException {
        need(4);
        long value = LittleEndian.u32(bytes, position);
        position += 4;
        return value;
    }

    /** Passes over bytes, and gives the place of the first. */
    int skip(long count) throws DamageException {
        need(count);
        int from = position;
        position += (int) count;
        return from;
    }

    private void need(long count) throws DamageException {
        if (count > remaining()) {
            throw DamageException.found(
                    count + " more bytes at offset " + position + " of its chunk", "" + remaining());
        }
    }
}
