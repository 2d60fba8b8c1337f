package io.outrider.normalize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Recognises by the first bytes of a line what begins, or stands, there. */
final class LineStart {

    /** How far a line is looked at: longer than an {@code <Events>} tag with its namespaces, or a declaration. */
    private static final int LOOKAHEAD = 512;

    private static final byte[] EVENT = ascii("<Event");
    private static final byte[] EVENTS = ascii("<Events");
    private static final byte[] END_EVENTS = ascii("</Events>");
    private static final byte[] DECLARATION = ascii("<?xml");
    private static final byte[] DOCTYPE = ascii("<!DOCTYPE");
    private static final byte[] RECORD = ascii("Record ");

    private static final Pattern RECORD_HEADER = Pattern.compile("Record [0-9]{1,19}(\\r?\\n.*)?", Pattern.DOTALL);

    private final ByteWindow window;

    LineStart(ByteWindow window) {
        this.window = window;
    }

    /** An XML event: {@code <Event>}, or {@code <!DOCTYPE}, which the parser then refuses by name. */
    boolean isXmlEvent(long offset, long keepFrom) throws IOException {
        return isTag(EVENT, offset, keepFrom) || starts(DOCTYPE, offset, keepFrom);
    }

    /** The date line of a WinEventLog text event: {@code 01/14/2021 11:41:39 PM}, perhaps with {@code .123}. */
    boolean isDateLine(long offset, long keepFrom) throws IOException {
        if (!window.has(offset, keepFrom) || !isDigit(window.bytes()[window.index(offset)])) {
            return false;
        }
        // The longest has 26 characters, a carriage return and a line feed.
        String head = head(offset, 28, keepFrom);
        int end = head.indexOf('\n');
        return WinEventLogText.isDateLine((end < 0 ? head : head.substring(0, end)).stripTrailing());
    }

    /** An object that opens with a member or is empty, as no line of a script block begins: {@code {"}. */
    boolean isJsonMember(long offset, long keepFrom) throws IOException {
        String head = head(offset, 2, keepFrom);
        return head.equals("{\"") || head.equals("{}");
    }

    /**
     * Length of what frames records and is none itself: evtx_dump's {@code Record 12} line, an XML declaration, the tags
     * of wevtutil's {@code <Events>} element; 0 if there is no such thing.
     */
    int framing(long offset, long keepFrom) throws IOException {
        if (isTag(EVENTS, offset, keepFrom)) {
            return through('>', offset, keepFrom);
        }
        if (starts(END_EVENTS, offset, keepFrom)) {
            return END_EVENTS.length;
        }
        if (starts(DECLARATION, offset, keepFrom)) {
            return through('>', offset, keepFrom);
        }
        return isRecordHeader(offset, keepFrom) ? through('\n', offset, keepFrom) : 0;
    }

    /** {@code Record 12} and nothing else on the line. */
    boolean isRecordHeader(long offset, long keepFrom) throws IOException {
        if (!starts(RECORD, offset, keepFrom)) {
            return false;
        }
        // The prefix, the 19 digits of the largest long, a carriage return and a line feed.
        return RECORD_HEADER.matcher(head(offset, RECORD.length + 21, keepFrom)).matches();
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private boolean isTag(byte[] tag, long offset, long keepFrom) throws IOException {
        if (!starts(tag, offset, keepFrom) || !window.has(offset + tag.length, keepFrom)) {
            return false;
        }
        byte next = window.bytes()[window.index(offset + tag.length)];
        return next == '>' || next == '/' || RecordReader.isBlank(next);
    }

    private boolean starts(byte[] prefix, long offset, long keepFrom) throws IOException {
        // The first byte decides in all but a few cases, and never needs more input.
        if (!window.has(offset, keepFrom) || window.bytes()[window.index(offset)] != prefix[0]) {
            return false;
        }
        if (!window.has(offset + prefix.length - 1, keepFrom)) {
            return false;
        }
        int at = window.index(offset);
        return Arrays.equals(window.bytes(), at, at + prefix.length, prefix, 0, prefix.length);
    }

    private int through(char last, long offset, long keepFrom) throws IOException {
        String head = head(offset, LOOKAHEAD, keepFrom);
        int at = head.indexOf(last);
        if (last == '\n') {
            return at < 0 ? head.length() : at;
        }
        return at < 0 ? 0 : at + 1;
    }

    private String head(long offset, int most, long keepFrom) throws IOException {
        window.has(offset + most - 1, keepFrom);
        int length = (int) Math.max(0, Math.min(most, window.limit() - offset));
        return new String(window.bytes(), window.index(offset), length, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
