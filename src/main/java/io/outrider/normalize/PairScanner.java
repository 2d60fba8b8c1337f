package io.outrider.normalize;

/**
 * Finds {@code key=value} pairs in a text, from left to right, in one pass.
 *
 * <p>A key begins where a word begins, with a letter or an underscore. A value in single or double quotes ends at the
 * closing one, {@code \"} and {@code \\} inside it standing for themselves; any other ends before the next blank, without a
 * comma or semicolon at its end, and may have any number of equals signs. Where the first pair is followed by a comma and a
 * key, commas part all of them. What is between pairs is passed over.
 */
final class PairScanner {

    /** Names of real fields stay below 100 characters; and no key is looked for further than this. */
    private static final int MAX_KEY = 128;

    /** What auditd writes before the names that it has looked up. */
    static final char GROUP_SEPARATOR = 0x1D;

    private final String text;
    private final int to;
    private final boolean escapes;
    private int at;
    private boolean first = true;
    private boolean commas;

    private String key = "";
    private String value = "";
    private boolean quoted;
    private int keyAt;
    private int valueAt;
    private int strayWords;

    PairScanner(String text) {
        this(text, 0, text.length(), true);
    }

    /** @param escapes whether a backslash in quotes may stand before a quote that does not end the value */
    PairScanner(String text, int from, int to, boolean escapes) {
        this.text = text;
        this.escapes = escapes;
        this.at = from;
        this.to = to;
    }

    /** Goes on to the next pair. @return whether there is one */
    boolean next() {
        while (at < to) {
            int end = keyEnd(at);
            if (end > at && end < to && text.charAt(end) == '=') {
                keyAt = at;
                key = text.substring(at, end);
                valueAt = end + 1;
                readValue();
                first = false;
                return true;
            }
            skipWord(Math.max(end, at));
        }
        return false;
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }

    /** Whether the value stood in quotes. */
    boolean quoted() {
        return quoted;
    }

    /** Index of the key's first character. */
    int keyAt() {
        return keyAt;
    }

    /** Index of the value's first character, or of its quote. */
    int valueAt() {
        return valueAt;
    }

    /** Words so far that are in no pair. */
    int strayWords() {
        return strayWords;
    }

    /** Goes on from an index that lies behind the pair's key. */
    void continueAt(int index) {
        at = index;
    }

    /** Makes the words behind an unquoted value, up to the next key, part of it. */
    void takeWords() {
        if (quoted) {
            return;
        }
        int end = at;
        int i = at;
        while (i < to) {
            int word = i;
            while (word < to && isBlank(text.charAt(word))) {
                word++;
            }
            int keyEnd = keyEnd(word);
            if (word == to || keyEnd > word && keyEnd < to && text.charAt(keyEnd) == '=') {
                break;
            }
            i = wordEnd(word);
            end = i;
        }
        at = i;
        value = text.substring(valueAt, end);
    }

    private void readValue() {
        char quote = valueAt < to ? text.charAt(valueAt) : 0;
        quoted = false;
        if (quote == '"' || quote == '\'') {
            int end = readQuoted(quote);
            if (end > 0) {
                quoted = true;
                at = end;
                return;
            }
        }
        int end = valueAt;
        while (end < to && !isBlank(text.charAt(end)) && !endsPair(end)) {
            end++;
        }
        at = end;
        while (end > valueAt && isSeparator(text.charAt(end - 1))) {
            end--;
        }
        value = text.substring(valueAt, end);
    }

    /** Whether a comma or semicolon here parts pairs. */
    private boolean endsPair(int index) {
        if (!isSeparator(text.charAt(index)) || !(first || commas)) {
            return false;
        }
        int keyEnd = keyEnd(index + 1);
        boolean ends = keyEnd > index + 1 && keyEnd < to && text.charAt(keyEnd) == '=';
        commas |= ends;
        return ends;
    }

    /** @return index behind the closing quote; negative if there is none */
    private int readQuoted(char quote) {
        StringBuilder decoded = null;
        int copied = valueAt + 1;
        for (int i = copied; i < to; i++) {
            char c = text.charAt(i);
            if (c == quote) {
                value = decoded == null
                        ? text.substring(copied, i)
                        : decoded.append(text, copied, i).toString();
                return i + 1;
            }
            if (escapes && c == '\\' && i + 1 < to && (text.charAt(i + 1) == quote || text.charAt(i + 1) == '\\')) {
                decoded = decoded == null ? new StringBuilder() : decoded;
                decoded.append(text, copied, i);
                copied = i + 1;
                i++;
            }
        }
        return -1;
    }

    /** Index behind the key that begins here; {@code from} if none does. */
    private int keyEnd(int from) {
        if (from >= to || !isKeyStart(text.charAt(from))) {
            return from;
        }
        int limit = Math.min(to, from + MAX_KEY);
        int end = from + 1;
        while (end < limit && isKey(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Moves to the next place where a key may begin. */
    private void skipWord(int from) {
        if (from == at && isBreak(text.charAt(at))) {
            at++;
            return;
        }
        strayWords++;
        int i = from;
        while (i < to && !isBreak(text.charAt(i))) {
            i++;
        }
        at = i;
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < to && !isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == GROUP_SEPARATOR;
    }

    /** Behind what a word may begin. */
    private static boolean isBreak(char c) {
        return isBlank(c)
                || isSeparator(c)
                || c == '|'
                || c == '('
                || c == '['
                || c == '{'
                || c == '\''
                || c == '"'
                || c == ')'
                || c == ']'
                || c == '}';
    }

    private static boolean isKeyStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isKey(char c) {
        return isKeyStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '[' || c == ']';
    }
}
