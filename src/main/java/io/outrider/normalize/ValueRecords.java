package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Cuts the values of messages, as queues carry them, into records.
 *
 * <p>A value is one record, whatever lines it has: its sender said where it ends. Only one that begins as a JSON object, an XML
 * event or a WinEventLog text event is cut as a file is ({@link RecordReader}), because senders put several of those into one
 * message. A record's offset is that of its message, its line is counted in the value. Not for several threads at once.
 */
public final class ValueRecords {

    /**
     * Records of one value, at most; what is left is one more, which is too much. Far more than senders put into a message
     * of the usual 1 MiB, and it bounds what a message of nothing but brackets costs.
     */
    static final int MOST = 10_000;

    private final int maxRecord;
    private final FramedRecord framed = new FramedRecord();

    /** @param maxRecord in bytes; of a longer record only the beginning is kept */
    public ValueRecords(int maxRecord) {
        if (maxRecord < 1) {
            throw new IllegalArgumentException("expected a record size of 1 byte or more, but found " + maxRecord);
        }
        this.maxRecord = maxRecord;
    }

    /**
     * Adds the records of a value.
     *
     * @param value not changed any more: records keep it
     * @param offset of the message
     * @return whether there is any: a value of nothing but white space has none
     */
    public boolean cut(byte[] value, long offset, List<RawRecord> records) {
        int from = blanks(value, byteOrderMark(value));
        if (from == value.length) {
            return false;
        }
        int to = value.length;
        while (RecordReader.isBlank(value[to - 1])) {
            to--;
        }
        // Nearly every value is one object or event that its scan accepts; then nothing is copied.
        RawRecord scanned = to - from > maxRecord ? null : framed.scanned(value, from, to, 1, offset, null);
        if (scanned != null) {
            records.add(scanned);
            return true;
        }
        try {
            if (value[from] == '{' || beginsAsEvent(value, from)) {
                return cutAsFile(value, from, offset, records);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read from memory", e);
        }
        records.add(
                to - from > maxRecord
                        ? beginning(value, from, 1, offset, to - from, Fault.TOO_LONG)
                        : FramedRecord.text(value, from, to, 1, offset, null));
        return true;
    }

    private static boolean beginsAsEvent(byte[] value, int from) throws IOException {
        LineStart line = new LineStart(window(value, from));
        return line.isXmlEvent(0, 0) || line.isDateLine(0, 0) || line.framing(0, 0) > 0;
    }

    private static ByteWindow window(byte[] value, int from) {
        return new ByteWindow(new ByteArrayInputStream(value, from, value.length - from), value.length - from + 1, 0);
    }

    private boolean cutAsFile(byte[] value, int from, long offset, List<RawRecord> records) throws IOException {
        int length = value.length - from;
        // One byte more than there is, so that the end is seen without another array.
        RecordReader reader = new RecordReader(
                        new ByteArrayInputStream(value, from, length), maxRecord, Math.max(1, length + 1))
                .sharing(framed.xml());
        int count = 0;
        for (RawRecord record = reader.next(); record != null; record = reader.next()) {
            if (count == MOST) {
                int rest = from + (int) record.offset();
                records.add(beginning(value, rest, record.line(), offset, value.length - rest, Fault.TOO_MANY));
                return true;
            }
            records.add(record.at(offset));
            count++;
        }
        return count > 0;
    }

    private RawRecord beginning(byte[] value, int from, long line, long offset, int length, Fault fault) {
        return FramedRecord.beginning(value, from, value.length, maxRecord, line, offset, length, fault);
    }

    private static int blanks(byte[] value, int from) {
        int at = from;
        while (at < value.length && RecordReader.isBlank(value[at])) {
            at++;
        }
        return at;
    }

    private static int byteOrderMark(byte[] value) {
        boolean marked = value.length >= 3
                && (value[0] & 0xFF) == 0xEF
                && (value[1] & 0xFF) == 0xBB
                && (value[2] & 0xFF) == 0xBF;
        return marked ? 3 : 0;
    }
}
