package io.outrider.normalize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of {@code <Event>} elements on their way through syslog, and how it is mended: a command line must not hide its
 * process by being long, or by having quotes.
 */
final class SyslogXml {

    private static final List<String> REFERENCES = List.of("lt ", "gt ", "quot ", "apos ", "amp ");

    private SyslogXml() {}

    /**
     * The event with the semicolons that Sysmon for Linux does not write: {@code &quot } for {@code &quot;}, a blank in its
     * place, in a sixth of its real events. No valid XML has such a thing.
     */
    static String withSemicolons(String text) {
        StringBuilder mended = null;
        for (int at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
            for (String reference : REFERENCES) {
                if (text.startsWith(reference, at + 1)) {
                    mended = mended == null ? new StringBuilder(text) : mended;
                    mended.setCharAt(at + reference.length(), ';');
                }
            }
        }
        return mended == null ? text : mended.toString();
    }

    /**
     * An event that was cut off, as senders and receivers do at 1, 2 or 8 KiB, with its open elements closed, and without the tag or reference it was cut in;
     * {@code null} if it is whole.
     */
    static @Nullable String closed(String text) {
        if (!text.startsWith("<Event") || text.endsWith("</Event>")) {
            return null;
        }
        Deque<String> open = new ArrayDeque<>();
        int at = 0;
        int end = text.length();
        while (at < end) {
            int tag = text.indexOf('<', at);
            if (tag < 0) {
                break;
            }
            int close = text.indexOf('>', tag);
            if (close < 0) {
                end = tag;
                break;
            }
            if (text.charAt(tag + 1) == '/') {
                open.poll();
            } else if (text.charAt(close - 1) != '/') {
                open.push(name(text, tag + 1, close));
            }
            if (open.size() > JsonRecords.MAX_DEPTH || open.isEmpty()) {
                // Whole or nothing that an event has: the parser says what.
                return null;
            }
            at = close + 1;
        }
        StringBuilder closed = new StringBuilder(text.substring(0, withoutReference(text, at, end)));
        open.forEach(name -> closed.append("</").append(name).append('>'));
        return closed.toString();
    }

    private static String name(String text, int from, int to) {
        int end = from;
        while (end < to && text.charAt(end) > ' ') {
            end++;
        }
        return text.substring(from, end);
    }

    /** Before an {@code &amp;} that has no semicolon any more. */
    private static int withoutReference(String text, int from, int end) {
        int reference = text.lastIndexOf('&', end - 1);
        return reference >= from && text.indexOf(';', reference) < 0 ? reference : end;
    }
}
