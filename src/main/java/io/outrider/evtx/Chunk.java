package io.outrider.evtx;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as it was read: 64 KiB, or fewer if the file ends in it.
 *
 * @param bytes not copied: the next chunk takes their place
 * @param length how many of them there are, a header's at least
 * @param offset of its first byte in the file
 */
record Chunk(byte[] bytes, int length, long offset) {

    static final int SIZE = 1 << 16;
    static final int HEADER = 512;

    private static final int FREE_SPACE = 48;
    private static final int RECORDS_CHECKSUM = 52;
    private static final int CHECKSUMMED = 120;
    private static final int HEADER_CHECKSUM = 124;
    private static final int TABLES = 128;

    /** Whether the file ends in it. */
    boolean isCut() {
        return length < SIZE;
    }

    /**
     * Where its header says that its records end; its own end if the header can not be right. A file that Windows had open
     * may have more of them.
     */
    int endOfRecords() {
        long end = LittleEndian.u32(bytes, FREE_SPACE);
        return end < HEADER || end > length ? length : (int) end;
    }

    /** What does not agree with the chunk's checksums, in words; {@code null} if all does, or cannot be told. */
    @Nullable
    String checksumFault() {
        CRC32 header = new CRC32();
        header.update(bytes, 0, CHECKSUMMED);
        header.update(bytes, TABLES, HEADER - TABLES);
        if (header.getValue() != LittleEndian.u32(bytes, HEADER_CHECKSUM)) {
            return "a header that does not agree with its checksum";
        }
        long end = LittleEndian.u32(bytes, FREE_SPACE);
        if (end < HEADER || end > length) {
            return null;
        }
        CRC32 records = new CRC32();
        records.update(bytes, HEADER, (int) end - HEADER);
        return records.getValue() == LittleEndian.u32(bytes, RECORDS_CHECKSUM)
                ? null
                : "records that do not agree with their checksum";
    }
}
