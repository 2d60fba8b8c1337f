package io.outrider.deliver;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The extension of a CEF message: pairs of keys and values, each once, as many as there is room for. What had none is counted.
 *
 * <p>"Implementing ArcSight Common Event Format (CEF)", version 26: in a value {@code \} and {@code =} stand behind a backslash, line
 * breaks are {@code \r} and {@code \n}; a key has letters and digits.
 */
final class CefExtension {

    // For the pair that tells how many were left out.
    private static final int RESERVED = 64;

    private final StringBuilder text = new StringBuilder();
    private final Set<String> keys = new LinkedHashSet<>();
    private int room;
    private int leftOut;

    /** @param bytes that it may have, in UTF-8 */
    CefExtension(int bytes) {
        room = bytes - RESERVED;
    }

    /** A pair; one whose key is there already, or whose value is empty, changes nothing. */
    void put(String key, String value, int mostCharacters) {
        if (value.isBlank() || keys.contains(key)) {
            return;
        }
        add(key, pair(key, value, mostCharacters));
    }

    /** One of the strings or numbers whose meaning is told by a label: both or none. */
    void put(String key, String label, String value, int mostCharacters) {
        if (value.isBlank() || keys.contains(key)) {
            return;
        }
        add(key, pair(key, value, mostCharacters) + pair(key + "Label", label, mostCharacters));
    }

    private static String pair(String key, String value, int mostCharacters) {
        return ' ' + key + '=' + escaped(Excerpt.of(value, mostCharacters));
    }

    private void add(String key, String pairs) {
        int bytes = pairs.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > room) {
            leftOut++;
            return;
        }
        room -= bytes;
        keys.add(key);
        text.append(pairs);
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '=' -> escaped.append("\\=");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> escaped.append(CefMessage.printable(c));
            }
        }
        return escaped.toString();
    }

    /** The pairs with blanks between them. */
    String text() {
        if (leftOut == 0) {
            return text.substring(Math.min(1, text.length()));
        }
        // 64 bytes and fewer: see RESERVED.
        return (text + " flexString1=" + leftOut + " flexString1Label=Fields left out").substring(1);
    }
}
