package io.outrider.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Name: value} line of a rendered Windows message. A line of no such form belongs to the value before it, down
 * to the next blank line.
 *
 * @param section heading over the line, without colon; empty if there is none
 */
record MessageItem(String section, String name, String value) {

    /** Windows renders fewer than a hundred such lines; a script that an event quotes may have any number. */
    private static final int MAX_ITEMS = 512;

    // Two characters at least, and white space behind the colon: a path or a URL is no item.
    private static final Pattern ITEM = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9 /()-]{1,60}):(?:\\s+(.*))?");

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
            Matcher matcher = ITEM.matcher(line);
            boolean item = matcher.matches();
            if (!name.isEmpty() && (item || line.isBlank())) {
                items.add(new MessageItem(section, name, value.toString()));
                name = "";
                if (items.size() == MAX_ITEMS) {
                    return items;
                }
            }
            if (item) {
                String text = matcher.group(2) == null ? "" : matcher.group(2).strip();
                boolean heading = text.isEmpty() && !Character.isWhitespace(line.charAt(0)) && (sections || first);
                if (heading) {
                    section = matcher.group(1);
                } else {
                    name = matcher.group(1);
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
}
