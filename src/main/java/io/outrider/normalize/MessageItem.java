package io.outrider.normalize;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code Name: value} line of a rendered Windows message. A line of no such form belongs to the value before it, down
 * to the next blank line.
 *
 * @param section heading over the line, without colon; empty if there is none
 */
record MessageItem(String section, String name, String value) {

    /** Windows renders fewer than a hundred such lines; a script that an event quotes may have any number. */
    private static final int MAX_ITEMS = 512;

    // Of a name. Two characters at least, and white space behind the colon: a path or a URL is no item.
    private static final int SHORTEST = 2;
    private static final int LONGEST = 61;

    /** The items of a message whose headings are lines without value, the lines below them indented. */
    static List<MessageItem> ofSections(String message) {
        return items(message, true);
    }

    /** The items of a message without headings, as Sysmon renders it. */
    static List<MessageItem> ofLines(String message) {
        return items(message, false);
    }

    private static List<MessageItem> items(String message, boolean sections) {
        List<MessageItem> items = new ArrayList<>();
        String section = "";
        String name = "";
        StringBuilder value = new StringBuilder();
        // The first line says what happened and may well have a colon: "Process Create:".
        boolean first = true;
        for (String line : (Iterable<String>) message.lines()::iterator) {
            int begin = skipBlanks(line, 0);
            int colon = colon(line, begin);
            boolean item = colon > 0;
            if (!name.isEmpty() && (item || line.isBlank())) {
                items.add(new MessageItem(section, name, value.toString()));
                name = "";
                if (items.size() == MAX_ITEMS) {
                    return items;
                }
            }
            if (item) {
                String text = line.substring(colon + 1).strip();
                boolean heading = text.isEmpty() && !Character.isWhitespace(line.charAt(0)) && (sections || first);
                if (heading) {
                    section = line.substring(begin, colon);
                } else {
                    name = line.substring(begin, colon);
                    value.setLength(0);
                    value.append(text);
                }
            } else if (!name.isEmpty()) {
                value.append('\n').append(line);
            }
            first = false;
        }
        if (!name.isEmpty()) {
            items.add(new MessageItem(section, name, value.toString()));
        }
        return items;
    }

    /** Index of the colon behind an item's name that begins here; -1 if the line is no item. */
    private static int colon(String line, int begin) {
        int at = begin;
        while (at < line.length() && isOfName(line.charAt(at), at == begin)) {
            at++;
        }
        int length = at - begin;
        if (length < SHORTEST || length > LONGEST || at == line.length() || line.charAt(at) != ':') {
            return -1;
        }
        boolean told = at + 1 == line.length() || isBlank(line.charAt(at + 1)) && isOneLine(line, at + 2);
        return told ? at : -1;
    }

    private static boolean isOfName(char c, boolean first) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            return true;
        }
        return !first && (c >= '0' && c <= '9' || c == ' ' || c == '/' || c == '(' || c == ')' || c == '-');
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Whether there is none of the rarer ends of a line. */
    private static boolean isOneLine(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\u0085' || c == '\u2028' || c == '\u2029') {
                return false;
            }
        }
        return true;
    }
}
