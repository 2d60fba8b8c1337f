package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes records of bytes that something else has framed: where they begin and end is known. Not for several threads at once. */
final class FramedRecord {

    /** Enough to see what it is, and to keep ten thousand of them: 64 KiB. */
    private static final int MAX_TEXT_OF_TOO_LONG = 1 << 16;

    private final JsonScan scan = new JsonScan();

    /** The record of one JSON object, with its index; {@code null} if the bytes are not one that the scan accepts. */
    @Nullable
    RawRecord object(byte[] bytes, int from, int to, long line, long offset, @Nullable String peer) {
        if (from == to || bytes[from] != '{' || scan.scan(bytes, from, to) != to) {
            return null;
        }
        // What was scanned is valid.
        return new RawRecord(bytes, from, to, line, offset, to - from, Fault.NONE, scan.index(), null, peer);
    }

    /** The record of any bytes. */
    static RawRecord text(byte[] bytes, int from, int to, long line, long offset, @Nullable String peer) {
        Fault fault = Utf8.isValid(bytes, from, to - from) ? Fault.NONE : Fault.MALFORMED_TEXT;
        return new RawRecord(bytes, from, to, line, offset, to - from, fault, null, null, peer);
    }

    /**
     * The beginning of what is no record because it is too much.
     *
     * @param to behind the last byte that is there
     * @param length in bytes of all of it
     */
    static RawRecord beginning(
            byte[] bytes, int from, int to, int maxRecord, long line, long offset, long length, Fault fault) {
        int most = Math.min(maxRecord, MAX_TEXT_OF_TOO_LONG);
        String text = to - from > most
                ? Utf8.beginning(bytes, from, most)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return new RawRecord(text, line, offset, length, fault);
    }
}
