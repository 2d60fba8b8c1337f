package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of messages that their transport has framed: datagrams, frames of a connection. Each message is one record, of
 * however many lines.
 *
 * <p>A message has no place in bytes: its {@link RawRecord#offset} is the number of messages before it in its unit, and its
 * {@link RawRecord#line} one more. Not for several threads at once.
 */
public final class MessageRecords {

    private final FramedRecord framed = new FramedRecord();

    /**
     * @param bytes the message, or its beginning if it is too long; not changed any more
     * @param length of the whole message in bytes: more than there are, if it was cut because it is too long
     * @param number of messages before it in its unit
     * @param peer the address of the machine that sent it, or {@code null}
     */
    public RawRecord record(byte[] bytes, long length, long number, @Nullable String peer) {
        long line = number + 1;
        if (length > bytes.length) {
            return new RawRecord(bytes, 0, bytes.length, line, number, length, Fault.TOO_LONG, null, null, peer);
        }
        RawRecord object = framed.scanned(bytes, 0, bytes.length, line, number, peer);
        return object == null ? FramedRecord.text(bytes, 0, bytes.length, line, number, peer) : object;
    }
}
