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

    private final JsonScan scan = new JsonScan();

    /**
     * @param bytes the message, or its beginning if it is too long; not changed any more
     * @param length of the whole message in bytes: more than there are, if it was cut because it is too long
     * @param number of messages before it in its unit
     * @param peer the address of the machine that sent it, or {@code null}
     */
    public RawRecord record(byte[] bytes, long length, long number, @Nullable String peer) {
        boolean cut = length > bytes.length;
        ScanIndex index = !cut && isObject(bytes) ? index(bytes) : null;
        return new RawRecord(
                bytes,
                0,
                bytes.length,
                number + 1,
                number,
                length,
                fault(bytes, cut, index != null),
                index,
                null,
                peer);
    }

    private static Fault fault(byte[] bytes, boolean cut, boolean scanned) {
        if (cut) {
            return Fault.TOO_LONG;
        }
        // What was scanned is valid.
        return scanned || Utf8.isValid(bytes, 0, bytes.length) ? Fault.NONE : Fault.MALFORMED_TEXT;
    }

    private static boolean isObject(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{';
    }

    private @Nullable ScanIndex index(byte[] bytes) {
        return scan.scan(bytes, 0, bytes.length) == bytes.length ? scan.index() : null;
    }
}
