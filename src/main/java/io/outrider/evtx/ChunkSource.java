package io.outrider.evtx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into chunks, from its beginning to its end.
 *
 * <p>Nothing of the file's header is used: what it says of the number of chunks is wrong in files that Windows had open. Chunks of
 * zeros are passed over; they are room that was never used. Where something else than a chunk lies, reading goes on at the next
 * place that has a chunk's signature.
 */
final class ChunkSource {

    static final int FILE_HEADER = 4096;

    private static final byte[] MAGIC = "ElfChnk\0".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final byte[] buffer = new byte[Chunk.SIZE];

    // Of the first byte in the buffer.
    private long offset;
    private int length;
    private boolean begun;
    private boolean ended;
    private @Nullable IOException failure;

    /** @param in at the first byte of the file */
    ChunkSource(InputStream in) {
        this.in = in;
    }

    /** What comes next in a file. */
    sealed interface Found {

        /** A chunk. */
        record AChunk(Chunk chunk) implements Found {}

        /** Bytes that are no chunk. @param offset of the first, in the file @param message what was expected, and found */
        record Damage(long offset, String message) implements Found {}
    }

    /**
     * What comes next, or {@code null} at the end of the file.
     *
     * @throws IOException if the file cannot be read further; what could be read of it was given before
     */
    @Nullable
    Found next() throws IOException {
        if (!begun) {
            begun = true;
            fill(FILE_HEADER);
            drop(length);
        }
        while (true) {
            fill(Chunk.SIZE);
            if (length == 0) {
                if (failure != null) {
                    throw failure;
                }
                return null;
            }
            if (isMagic(0)) {
                return chunk();
            }
            long from = offset;
            int signature = find();
            boolean zeros = isZero(signature);
            drop(signature);
            if (!zeros) {
                return new Found.Damage(from, "expected a chunk of records, but found other bytes");
            }
        }
    }

    private Found chunk() {
        long from = offset;
        int size = length;
        offset += size;
        length = 0;
        return size < Chunk.HEADER
                ? new Found.Damage(
                        from,
                        "expected a chunk of records, but found the end of the file behind " + size
                                + " bytes of its header")
                : new Found.AChunk(new Chunk(buffer, size, from));
    }

    /** Where a signature is in the buffer; where one may begin that is not wholly there, or the end of what there is, if none is. */
    private int find() {
        for (int i = 1; i <= length - MAGIC.length; i++) {
            if (isMagic(i)) {
                return i;
            }
        }
        return ended ? length : Math.max(1, length - MAGIC.length + 1);
    }

    private boolean isMagic(int at) {
        return length - at >= MAGIC.length
                && buffer[at] == MAGIC[0]
                && Arrays.equals(buffer, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private boolean isZero(int to) {
        for (int i = 0; i < to; i++) {
            if (buffer[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
        offset += count;
    }

    private void fill(int size) {
        try {
            while (!ended && length < size) {
                int count = in.read(buffer, length, size - length);
                ended = count < 0;
                length += Math.max(0, count);
            }
        } catch (IOException e) {
            // What was read before is still good.
            failure = e;
            ended = true;
        }
    }
}
