package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a UTF-8 stream into records, without looking into them further than to find their ends.
 *
 * <p>A record is, by its first bytes:
 *
 * <ul>
 *   <li>a JSON object, on one line or several, up to its last bracket;
 *   <li>an XML event, from {@code <Event} (or a {@code <!DOCTYPE} before it) to {@code </Event>};
 *   <li>a WinEventLog text event, from its date line to the start of the next record;
 *   <li>anything else: the rest of its line.
 * </ul>
 *
 * White space around records, evtx_dump's {@code Record 12} lines, XML declarations, {@code <Events>} tags, and arrays and
 * envelopes around JSON objects ({@link JsonFrames}) belong to no record. An element of such an array that is no object is a
 * record too, up to the next comma. An input that begins as comma-separated values with a header ({@link CsvHeader}) has a
 * record in each row below it. A format that is given says which of these are looked for ({@link InputFormat}).
 *
 * <p>A damaged record must not take the next ones with it. A JSON record ends, broken, at a line feed inside a string,
 * and before a line that starts an XML or text event, holds a whole object from its first column on, or has a
 * bracket at its first column where JSON allows none or where the lines of the record so far are indented. An XML event ends, broken, before a
 * line that starts with {@code <Event}; not before other things, for a script in its data may have lines of any kind.
 *
 * <p>Offsets and lengths are in bytes of the stream that is given; for UTF-16 that is its UTF-8 form (see {@link
 * Inputs}). Memory is bounded by a few times the greatest record size.
 */
public final class RecordReader implements Closeable {

    /** 1 MiB: what the syslog source allows for a message; Windows itself ends an event at 64 KiB of data. */
    public static final int DEFAULT_MAX_RECORD = 1 << 20;

    // Larger than the buffers of the streams below, so that they read past theirs, and within the second-level cache.
    private static final int DEFAULT_BUFFER = 1 << 17;

    private static final byte[] END_EVENT = "</Event>".getBytes(StandardCharsets.US_ASCII);

    private final ByteWindow window;
    private final LineStart lineStart;
    private final int maxRecord;
    private final JsonScan scan = new JsonScan();
    // Made for the first XML event, for most inputs have none.
    private @Nullable XmlScan xml;
    private final JsonExtent json = new JsonExtent();
    private final JsonExtent candidate = new JsonExtent();
    private final InputFormat format;
    private final JsonFrames frames;

    private boolean begun;
    // Of the rows, if the input is comma-separated values.
    private @Nullable CsvColumns columns;
    private @Nullable CsvExtent row;
    private @Nullable CsvScan rowScan;

    private long position;
    private long line = 1;

    private long start;
    private long startLine;
    // What the scan of the record's first bytes gave.
    private int scanned;
    // The record's first maxRecord + 1 bytes, once it is too long for the window to keep.
    private byte @Nullable [] held;
    // Behind the last byte up to settled that is no white space, and that byte.
    private long contentEnd;
    private byte lastContent;
    private long settled;
    // Whether the record given last ends by itself, and not because the stream does.
    private boolean whole;

    /** A reader of records of at most {@link #DEFAULT_MAX_RECORD} bytes. */
    public RecordReader(InputStream in) {
        this(in, DEFAULT_MAX_RECORD);
    }

    /**
     * @param in UTF-8 without byte order mark, as {@link Inputs} opens it; closed with the reader
     * @param maxRecord in bytes; of a longer record only the beginning is kept
     */
    public RecordReader(InputStream in, int maxRecord) {
        this(in, maxRecord, InputFormat.AUTO, 0);
    }

    /**
     * @param in UTF-8 without byte order mark, as {@link Inputs} opens it; closed with the reader
     * @param maxRecord in bytes; of a longer record only the beginning is kept
     * @param offset that the stream's first byte has
     */
    public RecordReader(InputStream in, int maxRecord, InputFormat format, long offset) {
        this(in, maxRecord, DEFAULT_BUFFER, format, offset);
    }

    RecordReader(InputStream in, int maxRecord, int buffer) {
        this(in, maxRecord, buffer, InputFormat.AUTO, 0);
    }

    RecordReader(InputStream in, int maxRecord, int buffer, InputFormat format, long offset) {
        if (maxRecord < 1 || buffer < 1) {
            throw new IllegalArgumentException(
                    "expected a record size and a buffer of 1 byte or more, but found " + maxRecord + " and " + buffer);
        }
        this.window = new ByteWindow(in, buffer, offset);
        this.lineStart = new LineStart(window);
        this.frames = new JsonFrames(window);
        this.maxRecord = maxRecord;
        this.format = format;
        this.position = offset;
    }

    /** Goes on in the middle of a unit: at a line of this number, below these columns if it is comma-separated values. */
    RecordReader from(long line, @Nullable CsvColumns columns) {
        this.line = line;
        begun = true;
        setColumns(columns);
        return this;
    }

    /** Scans XML events by a scan that remembers those of other readers, none of which is in use any more. */
    RecordReader sharing(XmlScan scan) {
        xml = scan;
        return this;
    }

    /** Number of the line at {@link #position}, from 1. */
    long line() {
        return line;
    }

    /** The columns of the input's rows; {@code null} if it has none, or nothing has been read yet. */
    @Nullable
    CsvColumns columns() {
        return columns;
    }

    /**
     * Whether the record given last ends by itself: with its last bracket or tag, with a line feed, or because another one begins.
     * Else the stream ended, and more of it may be to come.
     */
    boolean wasWhole() {
        return whole;
    }

    /** Offset of the first byte that belongs to no record given so far: where reading goes on. */
    public long position() {
        return position;
    }

    /**
     * The next record, or {@code null} at the end of the stream.
     *
     * @throws IOException if the stream cannot be read further, or unpacked; nothing more can be read then
     */
    public @Nullable RawRecord next() throws IOException {
        if (!begun) {
            begun = true;
            begin();
        }
        while (skipBlank()) {
            int framing = framing();
            if (framing > 0) {
                countLines(position, position + framing);
                position += framing;
                continue;
            }
            start = position;
            startLine = line;
            held = null;
            scanned = JsonScan.REFUSED;
            settled = position;
            contentEnd = position;
            try {
                toEnd();
            } catch (IOException e) {
                position = start;
                throw e;
            }
            return record();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    static boolean isBlank(byte b) {
        // Space, and tab, line feed, vertical tab, form feed, carriage return.
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** Reads the names of columns, if the input has such. */
    private void begin() throws IOException {
        if (format != InputFormat.CSV && format != InputFormat.AUTO || !skipBlank()) {
            return;
        }
        CsvHeader header = new CsvHeader(window);
        boolean told = format == InputFormat.CSV;
        CsvColumns read = told ? header.read(position) : header.recognise(position);
        if (read != null) {
            long end = new CsvExtent(window, read.delimiter(), maxRecord).end(position);
            countLines(position, end);
            position = end;
            setColumns(read);
        }
    }

    private void setColumns(@Nullable CsvColumns columns) {
        this.columns = columns;
        this.row = columns == null ? null : new CsvExtent(window, columns.delimiter(), maxRecord);
        this.rowScan = columns == null ? null : new CsvScan(columns);
    }

    private int framing() throws IOException {
        if (row != null || format == InputFormat.TEXT) {
            return 0;
        }
        int framing = lineStart.framing(position, position);
        return framing == 0 && format.takesArraysApart() ? frames.framing(position) : framing;
    }

    private boolean skipBlank() throws IOException {
        while (window.has(position, position)) {
            byte b = window.bytes()[window.index(position)];
            if (!isBlank(b) || row != null && b != '\n' && b != '\r') {
                return true;
            }
            if (b == '\n') {
                line++;
            }
            position++;
        }
        return false;
    }

    /** Moves {@link #position} behind the record that starts there. */
    private void toEnd() throws IOException {
        whole = false;
        if (row != null && rowScan != null) {
            toEndOfRow(row, rowScan);
        } else if (window.bytes()[window.index(position)] == '{' && format.hasJson()) {
            toEndOfJson();
        } else if (frames.isOpen()) {
            toEndOfElement();
        } else if (format.hasXml() && lineStart.isXmlEvent(position, position)) {
            toEndOfXml();
        } else if (format == InputFormat.AUTO && lineStart.isDateLine(position, position)) {
            toEndOfText();
        } else {
            toLineEnd();
        }
        // All but what a bracket or a tag ends is followed by something, if it is whole.
        boolean ranOut = row != null && row.ranOut();
        whole = whole || !ranOut && window.has(position, keepFrom());
    }

    private void toEndOfRow(CsvExtent row, CsvScan scan) throws IOException {
        // As for JSON.
        int begin = window.index(position);
        scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        if (scanned == JsonScan.INCOMPLETE && window.has(window.limit(), start)) {
            begin = window.index(position);
            scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        }
        if (scanned - begin > maxRecord) {
            // Where such a row ends is a question of its own.
            scanned = JsonScan.REFUSED;
        }
        if (scanned >= 0) {
            long end = position + scanned - begin;
            if (scan.sawLineFeed()) {
                countLines(position, end);
            }
            endRow(end);
            scanned -= (int) (end - contentEnd);
            whole = true;
            return;
        }
        long end = row.end(position);
        if (end < 0) {
            toLineEnd();
            return;
        }
        countLines(position, end);
        endRow(end);
    }

    private void endRow(long end) {
        position = end;
        // Blanks at the end are values where tabs delimit them.
        boolean carriageReturn = end > start && window.bytes()[window.index(end - 1)] == '\r';
        contentEnd = carriageReturn ? end - 1 : end;
        settled = end;
    }

    /** An element of an array that is no object: up to the comma or bracket behind it, or the end of the line. */
    private void toEndOfElement() throws IOException {
        json.reset();
        while (hasMore()) {
            int from = window.index(position);
            int to = window.index(window.limit());
            int at = json.advanceElement(window.bytes(), from, to);
            position += at - from;
            if (at < to) {
                return;
            }
        }
    }

    private void toEndOfJson() throws IOException {
        // Nearly every object is on one line, in memory and valid: then its end is found in passing. An object that the
        // scan accepts ends at its last bracket for JsonExtent as well, and has no line feed.
        int begin = window.index(position);
        scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        if (scanned == JsonScan.INCOMPLETE && window.has(window.limit(), start)) {
            // Once more at most, so that no way of delivery makes this dear.
            begin = window.index(position);
            scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        }
        if (scanned >= 0) {
            position += scanned - begin;
            whole = true;
            return;
        }
        json.reset();
        boolean firstLine = true;
        boolean indented = false;
        while (hasMore()) {
            int from = window.index(position);
            int to = window.index(window.limit());
            int at = json.advance(window.bytes(), from, to);
            position += at - from;
            if (json.closed()) {
                whole = true;
                return;
            }
            if (at == to) {
                continue;
            }
            if (json.inString()) {
                return;
            }
            long next = position + 1;
            if (firstLine) {
                firstLine = false;
                indented = window.has(next, keepFrom()) && isIndent(window.bytes()[window.index(next)]);
            }
            if (interruptsJson(next, indented)) {
                return;
            }
            line++;
            position = next;
        }
    }

    private boolean interruptsJson(long offset, boolean indented) throws IOException {
        if (!window.has(offset, keepFrom())) {
            return false;
        }
        if (window.bytes()[window.index(offset)] == '{') {
            return indented || !mayContinueWithObject() || isObjectOnOneLine(offset);
        }
        return lineStart.isXmlEvent(offset, keepFrom())
                || lineStart.isDateLine(offset, keepFrom())
                || lineStart.isRecordHeader(offset, keepFrom());
    }

    /** Whether JSON allows an object behind what the record has so far. */
    private boolean mayContinueWithObject() {
        settle();
        return lastContent == ',' || lastContent == ':' || lastContent == '[';
    }

    /** Whether an object starts here and ends on the same line, with nothing behind it. */
    private boolean isObjectOnOneLine(long offset) throws IOException {
        candidate.reset();
        long at = offset;
        // Longer than a record may be, it is none; so the window stays bounded.
        long end = offset + maxRecord;
        while (at < end && window.has(at, keepFrom())) {
            int from = window.index(at);
            int to = window.index(Math.min(window.limit(), end));
            int stop = candidate.advance(window.bytes(), from, to);
            at += stop - from;
            if (candidate.closed()) {
                return isBlankToLineEnd(at);
            }
            if (stop < to) {
                return false;
            }
        }
        return false;
    }

    private boolean isBlankToLineEnd(long offset) throws IOException {
        // As many blanks as a record may have bytes, again for the window's sake.
        for (long at = offset; at <= offset + maxRecord; at++) {
            if (!window.has(at, keepFrom())) {
                return true;
            }
            byte b = window.bytes()[window.index(at)];
            if (b == '\n' || !isBlank(b)) {
                return b == '\n';
            }
        }
        return false;
    }

    private void toEndOfXml() throws IOException {
        // As for JSON. An event that the scan accepts has no other tag of an event in it, so that it ends at its last
        // tag below too.
        XmlScan scan = xmlScan();
        int begin = window.index(position);
        scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        if (scanned == JsonScan.INCOMPLETE && window.has(window.limit(), start)) {
            begin = window.index(position);
            scanned = scan.scan(window.bytes(), begin, window.index(window.limit()));
        }
        if (scanned >= 0) {
            if (scan.sawLineFeed()) {
                countLines(position, position + scanned - begin);
            }
            position += scanned - begin;
            whole = true;
            return;
        }
        while (hasMore()) {
            byte[] bytes = window.bytes();
            int i = window.index(position);
            int to = window.index(window.limit());
            int from = i;
            while (i < to && bytes[i] != '<' && bytes[i] != '\n') {
                i++;
            }
            position += i - from;
            if (i == to) {
                continue;
            }
            if (bytes[i] == '<') {
                if (isEndOfEvent()) {
                    position += END_EVENT.length;
                    whole = true;
                    return;
                }
            } else if (lineStart.isXmlEvent(position + 1, keepFrom())) {
                return;
            } else {
                line++;
            }
            position++;
        }
    }

    private boolean isEndOfEvent() throws IOException {
        if (!window.has(position + END_EVENT.length - 1, keepFrom())) {
            return false;
        }
        int at = window.index(position);
        return Arrays.equals(window.bytes(), at, at + END_EVENT.length, END_EVENT, 0, END_EVENT.length);
    }

    private void toEndOfText() throws IOException {
        while (true) {
            toLineEnd();
            long next = position + 1;
            if (!window.has(position, keepFrom()) || interruptsText(next)) {
                return;
            }
            line++;
            position = next;
        }
    }

    private boolean interruptsText(long offset) throws IOException {
        return lineStart.isDateLine(offset, keepFrom())
                || lineStart.isXmlEvent(offset, keepFrom())
                || (lineStart.isJsonMember(offset, keepFrom()) && isObjectOnOneLine(offset));
    }

    /** Moves on to the next line feed or the end of the stream. */
    private void toLineEnd() throws IOException {
        while (hasMore()) {
            byte[] bytes = window.bytes();
            int i = window.index(position);
            int begin = i;
            int to = window.index(window.limit());
            while (i < to && bytes[i] != '\n') {
                i++;
            }
            position += i - begin;
            if (i < to) {
                return;
            }
        }
    }

    /** Whether there is a byte at {@link #position}; lets go of the record once it cannot be kept whole. */
    private boolean hasMore() throws IOException {
        settle();
        if (held == null && position - start > maxRecord) {
            int from = window.index(start);
            held = Arrays.copyOfRange(window.bytes(), from, from + maxRecord + 1);
        }
        return window.has(position, keepFrom());
    }

    private long keepFrom() {
        return held == null ? start : settled;
    }

    /** Brings {@link #contentEnd} up to {@link #position}. */
    private void settle() {
        byte[] bytes = window.bytes();
        int from = window.index(settled);
        for (int i = window.index(position) - 1; i >= from; i--) {
            if (!isBlank(bytes[i])) {
                lastContent = bytes[i];
                contentEnd = settled + (i - from) + 1;
                break;
            }
        }
        settled = position;
    }

    private void countLines(long from, long to) {
        for (long at = from; at < to; at++) {
            if (window.bytes()[window.index(at)] == '\n') {
                line++;
            }
        }
    }

    private RawRecord record() {
        settle();
        byte[] bytes = held == null ? window.bytes() : held;
        int from = held == null ? window.index(start) : 0;
        long length = contentEnd - start;
        if (length > maxRecord) {
            // So many are there, of whatever is longer.
            int to = from + maxRecord + 1;
            return FramedRecord.beginning(bytes, from, to, maxRecord, startLine, start, length, Fault.TOO_LONG);
        }
        int to = from + (int) length;
        ScanIndex index = index(bytes, from, to);
        boolean malformed = index == null && !Utf8.isValid(bytes, from, (int) length);
        return new RawRecord(
                bytes,
                from,
                to,
                startLine,
                start,
                length,
                malformed ? Fault.MALFORMED_TEXT : Fault.NONE,
                index,
                columns,
                null);
    }

    /** Where the record's members lie, if a scan accepts it. */
    private @Nullable ScanIndex index(byte[] bytes, int from, int to) {
        CsvScan rows = rowScan;
        boolean isXml = rows == null && bytes[from] == '<';
        if (scanned == JsonScan.INCOMPLETE) {
            // It was not in memory as a whole; now it is.
            scanned = rows != null
                    ? rows.scanWhole(bytes, from, to)
                    : isXml ? xmlScan().scan(bytes, from, to) : scan.scan(bytes, from, to);
        }
        if (scanned != to) {
            return null;
        }
        return rows != null ? rows.index() : isXml ? xmlScan().index() : scan.index();
    }

    private XmlScan xmlScan() {
        XmlScan known = xml;
        if (known == null) {
            known = new XmlScan();
            xml = known;
        }
        return known;
    }

    private static boolean isIndent(byte b) {
        return b == ' ' || b == '\t';
    }
}
