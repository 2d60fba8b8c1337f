package io.outrider.evtx;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a chunk into records.
 *
 * <p>A record: {@code 2A 2A 00 00}, its size (4 bytes), its number (8), the time it was written (8), binary XML, and its size
 * again (4). The second size tells records from bytes that look like one: behind damage, reading goes on where a whole record
 * begins, with both sizes the same.
 *
 * <p>A chunk's header says where its records end. Of a file that was copied while Windows wrote it, that may be an older end:
 * records behind it are read as long as their numbers go on.
 */
final class RecordFrames {

    static final int HEAD = 24;
    private static final int TAIL = 4;
    private static final int MIN_SIZE = HEAD + TAIL;
    private static final int MAGIC = 0x00002A2A;

    private final Chunk chunk;
    private final byte[] bytes;
    private final int length;
    private final int end;

    private int at = Chunk.HEADER;
    private @Nullable Long last;

    RecordFrames(Chunk chunk) {
        this.chunk = chunk;
        this.bytes = chunk.bytes();
        this.length = chunk.length();
        this.end = chunk.endOfRecords();
    }

    /** What there is at a place of a chunk. */
    sealed interface Found {

        /** Of its first byte in the chunk. */
        int at();

        /**
         * A record.
         *
         * @param size of all of it
         * @param number as the record says
         * @param sizesAgree whether its second size is the first
         */
        record Whole(int at, int size, long number, boolean sizesAgree) implements Found {}

        /** Bytes that are no record. @param message what was expected, and what was found */
        record Damage(int at, String message) implements Found {}
    }

    /** The next record, or what is in its place; {@code null} behind the last. */
    @Nullable
    Found next() {
        if (at >= end && !goesOn()) {
            return null;
        }
        if (isBlank(at, Math.max(at, end))) {
            return null;
        }
        if (!isMagic(at)) {
            return damage("the beginning of a record", "other bytes");
        }
        long size = length - at < 8 ? 0 : LittleEndian.u32(bytes, at + 4);
        if (size > length - at && chunk.isCut() && size <= Chunk.SIZE - at) {
            return damage("a record of " + size + " bytes", "the end of the file behind " + (length - at) + " of them");
        }
        if (size < MIN_SIZE || size > length - at) {
            return damage("a record that lies within its chunk", "one of " + size + " bytes");
        }
        boolean agree = sizesAgree(at, (int) size);
        if (!agree && !isEnd(at + (int) size)) {
            return damage("a record with the same size at its beginning and end", "two");
        }
        long number = LittleEndian.s64(bytes, at + 8);
        Found found = new Found.Whole(at, (int) size, number, agree);
        last = number;
        at += (int) size;
        return found;
    }

    private Found damage(String expected, String found) {
        Found damage = new Found.Damage(at, "expected " + expected + ", but found " + found);
        int next = at + 1;
        while (next < end && !isWhole(next)) {
            next++;
        }
        // Behind the end of the chunk's records, if there is no further one: what lies there was never told to be one.
        at = next < end ? next : length;
        return damage;
    }

    /** Whether a record is there behind the end that the header tells. */
    private boolean goesOn() {
        return isWhole(at) && (last == null || LittleEndian.s64(bytes, at + 8) == last + 1);
    }

    private boolean isWhole(int from) {
        if (!isMagic(from) || length - from < MIN_SIZE) {
            return false;
        }
        long size = LittleEndian.u32(bytes, from + 4);
        return size >= MIN_SIZE && size <= length - from && sizesAgree(from, (int) size);
    }

    private boolean isEnd(int from) {
        return from >= end || isMagic(from) || isBlank(from, end);
    }

    private boolean isMagic(int from) {
        return length - from >= 4 && LittleEndian.s32(bytes, from) == MAGIC;
    }

    private boolean sizesAgree(int from, int size) {
        return LittleEndian.u32(bytes, from + size - TAIL) == size;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return from < to;
    }
}
