package io.outrider.cim;

/**
 * Where an event came from, exactly enough to find its bytes again.
 *
 * @param source where a person finds it: the path of the file, or the topic and partition
 * @param shape the shape of the record that was recognised, for example {@code evtx_dump}
 * @param line number of the record's first line, from 1
 * @param offset of the record's first byte in the (decompressed) input, from 0; of a message, its offset in the partition
 * @param length of the record in bytes
 */
public record Origin(String source, String shape, long line, long offset, long length) {

    public Origin {
        if (line < 1 || offset < 0 || length < 0) {
            throw new IllegalArgumentException("expected line >= 1, offset >= 0 and length >= 0, but found " + line
                    + ", " + offset + " and " + length);
        }
    }
}
