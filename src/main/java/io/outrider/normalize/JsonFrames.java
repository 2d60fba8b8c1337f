package io.outrider.normalize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The arrays and envelopes that JSON objects lie in, each of which is then a record: which are open, and what of the input
 * belongs to them and so to no record.
 *
 * <p>An array counts if an object begins it, or if it is empty and alone on its line. An envelope is an object whose first member
 * is called {@code Records} or {@code records} and is such an array: so are the log files of AWS CloudTrail ("CloudTrail record
 * contents", since version 1.0) and the messages of Azure's diagnostic settings. What an envelope has behind that array is no
 * event, and a record of its own all the same: nothing is left out.
 */
final class JsonFrames {

    /** An envelope in an array takes three; twice that, and some. */
    private static final int MAX_DEPTH = 8;

    /** White space in a frame, for example line feeds and indents: as far as lines are looked at for framing. */
    private static final int LOOKAHEAD = 512;

    /** Behind the first letter. */
    private static final byte[] ECORDS = "ecords\"".getBytes(StandardCharsets.US_ASCII);

    private final ByteWindow window;
    private final byte[] closers = new byte[MAX_DEPTH];
    private int depth;
    // Behind an opening bracket or a comma.
    private boolean valueExpected;

    JsonFrames(ByteWindow window) {
        this.window = window;
    }

    /** Whether a record that begins now is an element of an array, of whatever kind. */
    boolean isOpen() {
        return depth > 0;
    }

    /** Length of what stands at the offset and belongs to a frame; 0 if a record begins there. */
    int framing(long offset) throws IOException {
        byte b = byteAt(offset);
        if (depth > 0) {
            if (b == ',') {
                valueExpected = true;
                return 1;
            }
            if (b == closers[depth - 1]) {
                depth--;
                valueExpected = false;
                return 1;
            }
        }
        int length = b == '[' ? array(offset) : b == '{' ? envelope(offset) : 0;
        if (length == 0 && b != '{' && !valueExpected) {
            // No JSON goes on like this: what follows is something else.
            depth = 0;
        }
        valueExpected = length > 0;
        return length;
    }

    /** Example: {@code [ { "eventTime": …} ]} */
    private int array(long offset) throws IOException {
        long first = behindBlanks(offset + 1, offset);
        if (first < 0 || depth == MAX_DEPTH) {
            return 0;
        }
        if (byteAt(first) == ']') {
            return depth > 0 || isLineEnd(first + 1, offset) ? (int) (first + 1 - offset) : 0;
        }
        for (int brackets = 0; brackets < MAX_DEPTH && first > 0 && byteAt(first) == '['; brackets++) {
            first = behindBlanks(first + 1, offset);
        }
        if (first < 0 || byteAt(first) != '{') {
            return 0;
        }
        closers[depth++] = ']';
        return 1;
    }

    /** Example: <code>{"Records": [ {"eventVersion": …} ]}</code> */
    private int envelope(long offset) throws IOException {
        if (!window.has(offset + 2, offset)) {
            return 0;
        }
        // Nearly all objects are told from an envelope by these two bytes.
        byte second = byteAt(offset + 1);
        if (second == '"' ? (byteAt(offset + 2) | 0x20) != 'r' : !RecordReader.isBlank(second)) {
            return 0;
        }
        long name = behindBlanks(offset + 1, offset);
        if (name < 0 || byteAt(name) != '"' || !isRecords(name + 1, offset)) {
            return 0;
        }
        long colon = behindBlanks(name + 2 + ECORDS.length, offset);
        long bracket = colon < 0 || byteAt(colon) != ':' ? -1 : behindBlanks(colon + 1, offset);
        long first = bracket < 0 || byteAt(bracket) != '[' ? -1 : behindBlanks(bracket + 1, offset);
        if (first < 0 || byteAt(first) != '{' && byteAt(first) != ']' || depth + 2 > MAX_DEPTH) {
            return 0;
        }
        closers[depth++] = '}';
        closers[depth++] = ']';
        return (int) (bracket + 1 - offset);
    }

    private boolean isRecords(long offset, long keepFrom) throws IOException {
        if (!window.has(offset + ECORDS.length, keepFrom) || (byteAt(offset) | 0x20) != 'r') {
            return false;
        }
        for (int i = 0; i < ECORDS.length; i++) {
            if (byteAt(offset + 1 + i) != ECORDS[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isLineEnd(long offset, long keepFrom) throws IOException {
        for (long at = offset; at < keepFrom + LOOKAHEAD; at++) {
            if (!window.has(at, keepFrom)) {
                return true;
            }
            byte b = byteAt(at);
            if (b == '\n' || !RecordReader.isBlank(b)) {
                return b == '\n';
            }
        }
        return false;
    }

    /** Offset of the next byte that is no white space; negative if that is far off, or nowhere. */
    private long behindBlanks(long offset, long keepFrom) throws IOException {
        for (long at = offset; at < keepFrom + LOOKAHEAD && window.has(at, keepFrom); at++) {
            if (!RecordReader.isBlank(byteAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private byte byteAt(long offset) {
        return window.bytes()[window.index(offset)];
    }
}
