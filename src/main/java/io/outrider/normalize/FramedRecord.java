package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes records of bytes that something else has framed: where they begin and end is known. Not for several threads at once. */
final class FramedRecord {

    /** Enough to see what it is, and to keep ten thousand of them: 64 KiB. */
    private static final int MAX_TEXT_OF_TOO_LONG = 1 << 16;

    private final JsonScan scan = new JsonScan();

    private final XmlScan xml = new XmlScan();

    /** The scan of XML events, which another reader may use as long as none of the records here is made. */
    XmlScan xml() {
        return xml;
    }

    /** The record of one JSON object or XML event, with its index; {@code null} if the bytes are not one that its scan accepts. */
    @Nullable
    RawRecord scanned(byte[] bytes, int from, int to, long line, long offset, @Nullable String peer) {
        if (from == to) {
            return null;
        }
        ScanIndex index = null;
        if (bytes[from] == '{' && scan.scan(bytes, from, to) == to) {
            index = scan.index();
        } else if (bytes[from] == '<' && xml.scan(bytes, from, to) == to) {
            index = xml.index();
        }
        // What was scanned is valid.
        return index == null
                ? null
                : new RawRecord(bytes, from, to, line, offset, to - from, Fault.NONE, index, null, peer);
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
