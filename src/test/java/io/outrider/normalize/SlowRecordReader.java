package io.outrider.normalize;

import io.outrider.normalize.RawRecord.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@link RecordReader}'s slow twin: the same rules over the whole input in memory, with no thought of speed or memory.
 */
final class SlowRecordReader {

    private static final String BLANK = "[ \\t-\\r]";

    private final byte[] bytes;
    private final int max;
    // One character per byte.
    private final String input;
    private final Deque<Character> closers = new ArrayDeque<>();
    private boolean valueExpected;

    SlowRecordReader(byte[] bytes, int max) {
        this.bytes = bytes;
        this.max = max;
        this.input = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    List<RawRecord> read() {
        List<RawRecord> records = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < input.length() && isBlank(input.charAt(at))) {
                at++;
            }
            if (at == input.length()) {
                return records;
            }
            int framing = framing(at);
            framing = framing > at ? framing : frame(at);
            if (framing > at) {
                at = framing;
                continue;
            }
            int end = end(at);
            records.add(record(at, end));
            at = end;
        }
    }

    private int framing(int at) {
        String rest = input.substring(at);
        if (rest.startsWith("</Events>")) {
            return at + "</Events>".length();
        }
        if (begins(rest, "<Events" + "[/>]|<Events" + BLANK) || rest.startsWith("<?xml")) {
            int end = rest.indexOf('>');
            return end >= 0 && end < 512 ? at + end + 1 : at;
        }
        return isRecordHeader(at) ? lineEnd(at) : at;
    }

    /** Behind what belongs to an array or envelope, or {@code at} if nothing does. */
    private int frame(int at) {
        String near = input.substring(at, Math.min(input.length(), at + 512));
        if (!closers.isEmpty() && near.startsWith(",")) {
            valueExpected = true;
            return at + 1;
        }
        if (!closers.isEmpty() && near.charAt(0) == closers.peek()) {
            closers.pop();
            valueExpected = false;
            return at + 1;
        }
        if (closers.size() < 8 && begins(near, "\\[(" + BLANK + "*\\[){0,8}" + BLANK + "*\\{")) {
            closers.push(']');
            valueExpected = true;
            return at + 1;
        }
        Matcher empty = Pattern.compile("\\[" + BLANK + "*\\]").matcher(near);
        if (closers.size() < 8 && empty.lookingAt()) {
            String behind = input.substring(at + empty.end(), Math.min(input.length(), at + 512));
            boolean atEnd = at + empty.end() + behind.length() == input.length();
            if (!closers.isEmpty() || begins(behind, "[ \\t\\x0B-\\r]*\n") || atEnd && behind.matches(BLANK + "*")) {
                valueExpected = true;
                return at + empty.end();
            }
        }
        Matcher envelope = Pattern.compile("(\\{B*\"[Rr]ecords\"B*:B*\\[)B*[{\\]]".replace("B", BLANK))
                .matcher(near);
        if (closers.size() <= 6 && envelope.lookingAt()) {
            closers.push('}');
            closers.push(']');
            valueExpected = true;
            return at + envelope.end(1);
        }
        if (near.charAt(0) != '{' && !valueExpected) {
            closers.clear();
        }
        valueExpected = false;
        return at;
    }

    private int endOfElement(int from) {
        int depth = 0;
        boolean string = false;
        for (int i = from; i < input.length(); i++) {
            char c = input.charAt(i);
            if (c == '\n' || !string && depth == 0 && ",]}".indexOf(c) >= 0) {
                return i;
            }
            if (string) {
                if (c == '\\' && !input.startsWith("\n", i + 1)) {
                    i++;
                }
                string = c != '"';
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return input.length();
    }

    private int end(int at) {
        if (input.charAt(at) == '{') {
            return endOfJson(at);
        }
        if (!closers.isEmpty()) {
            return endOfElement(at);
        }
        if (isXml(at)) {
            int close = input.indexOf("</Event>", at);
            int end = close < 0 ? input.length() : close + "</Event>".length();
            for (int i = at; i < (close < 0 ? input.length() : close); i++) {
                if (input.charAt(i) == '\n' && isXml(i + 1)) {
                    return i;
                }
            }
            return end;
        }
        if (isDate(at)) {
            int end = lineEnd(at);
            while (end < input.length()) {
                int next = end + 1;
                String rest = input.substring(next);
                boolean member = rest.startsWith("{\"") || rest.startsWith("{}");
                if (isDate(next) || isXml(next) || (member && isObjectOnOneLine(next))) {
                    return end;
                }
                end = lineEnd(next);
            }
            return end;
        }
        return lineEnd(at);
    }

    private int endOfJson(int from) {
        int depth = 0;
        boolean string = false;
        boolean escaped = false;
        int firstLineEnd = lineEnd(from);
        boolean indented = input.startsWith(" ", firstLineEnd + 1) || input.startsWith("\t", firstLineEnd + 1);
        for (int i = from; i < input.length(); i++) {
            char c = input.charAt(i);
            if (c == '\n') {
                if (string || interruptsJson(from, i, indented)) {
                    return i;
                }
            } else if (string) {
                string = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return input.length();
    }

    private boolean interruptsJson(int from, int lineFeed, boolean indented) {
        int next = lineFeed + 1;
        if (!input.startsWith("{", next)) {
            return next < input.length() && (isXml(next) || isDate(next) || isRecordHeader(next));
        }
        char last = input.charAt(contentEnd(from, lineFeed) - 1);
        return indented || (last != ',' && last != ':' && last != '[') || isObjectOnOneLine(next);
    }

    private boolean isObjectOnOneLine(int at) {
        int lineEnd = lineEnd(at);
        byte[] line = Arrays.copyOfRange(bytes, at, lineEnd);
        int close = new SlowRecordReader(line, max).endOfJson(0);
        boolean closed = close > 0 && "}]".indexOf(line[close - 1]) >= 0 && isClosed(line, close);
        boolean blankBehind = input.substring(at + close, lineEnd).matches(BLANK + "*");
        return closed && close <= max && blankBehind && lineEnd - at - close <= max;
    }

    /** Whether the bracket before {@code close} is the last of the object, and not just where the line ends. */
    private static boolean isClosed(byte[] line, int close) {
        byte[] open = Arrays.copyOf(line, close + 1);
        open[close] = 'x';
        return new SlowRecordReader(open, 1).endOfJson(0) == close;
    }

    private RawRecord record(int from, int end) {
        int length = contentEnd(from, end) - from;
        int line = 1
                + (int) input.substring(0, from).chars().filter(c -> c == '\n').count();
        if (length > max) {
            int cut = from + Math.min(max, 65536);
            for (int i = 0; i < 3 && cut > from && (bytes[cut] & 0xC0) == 0x80; i++) {
                cut--;
            }
            return new RawRecord(text(from, cut), line, from, length, Fault.TOO_LONG);
        }
        return new RawRecord(
                text(from, from + length),
                line,
                from,
                length,
                isUtf8(from, length) ? Fault.NONE : Fault.MALFORMED_TEXT);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private boolean isUtf8(int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private int contentEnd(int from, int end) {
        int at = end;
        while (at > from && isBlank(input.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private int lineEnd(int at) {
        int end = at > input.length() ? -1 : input.indexOf('\n', at);
        return end < 0 ? input.length() : end;
    }

    private boolean isXml(int at) {
        return at < input.length() && begins(input.substring(at), "<Event[/>]|<Event" + BLANK + "|<!DOCTYPE");
    }

    private boolean isDate(int at) {
        if (at >= input.length()) {
            return false;
        }
        String head = input.substring(at, Math.min(input.length(), at + 28));
        return head.split("\n", 2)[0]
                .stripTrailing()
                .matches("\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})? [AP]M");
    }

    private boolean isRecordHeader(int at) {
        return at < input.length() && begins(input.substring(at), "Record \\d{1,19}(\\r?\\n|\\z)");
    }

    private static boolean begins(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).lookingAt();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
