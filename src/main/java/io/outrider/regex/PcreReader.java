package io.outrider.regex;

import org.jspecify.annotations.Nullable;

/** Reads an expression character by character, and the small forms of its syntax as a whole. */
final class PcreReader {

    private final String text;
    private int position;

    PcreReader(String text) {
        this.text = text;
    }

    RegexSyntaxException error(String message) {
        // The character read last is the one that did not fit.
        int character = Math.max(1, position);
        return new RegexSyntaxException(message + ", at character " + character, character - 1);
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** -1 at the end. */
    int peek() {
        return atEnd() ? -1 : text.codePointAt(position);
    }

    int next() {
        if (atEnd()) {
            throw error("expected more, but found the end of the expression");
        }
        int c = text.codePointAt(position);
        position += Character.charCount(c);
        return c;
    }

    /** Takes back the last character read, which was of the Basic Multilingual Plane or behind an escape. */
    void back() {
        position = text.offsetByCodePoints(position, -1);
    }

    boolean skip(char c) {
        if (peek() == c) {
            position++;
            return true;
        }
        return false;
    }

    boolean skip(String expected) {
        if (text.startsWith(expected, position)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    void skipBeyond(char c) {
        upTo(c);
    }

    /** What stands before the character, which is skipped. */
    String upTo(char c) {
        int end = text.indexOf(c, position);
        if (end < 0) {
            throw error("expected " + c + " before the end of the expression, but found none");
        }
        String part = text.substring(position, end);
        position = end + 1;
        return part;
    }

    String upToQuoteEnd() {
        int end = text.indexOf("\\E", position);
        String part = text.substring(position, end < 0 ? text.length() : end);
        position = end < 0 ? text.length() : end + 2;
        return part;
    }

    /** Whether the character just read is left out under option x: white space, or a comment, which is skipped. */
    boolean skippedExtended(int c) {
        if (c == '#') {
            int end = text.indexOf('\n', position);
            position = end < 0 ? text.length() : end + 1;
            return true;
        }
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** How often, as {@code {2,5}} says it. @param most -1 for no bound */
    record Bounds(int least, int most, String text) {}

    /** The bounds behind an opening brace; {@code null}, and nothing is read, if there are none. */
    @Nullable
    Bounds bounds() {
        int start = position;
        String least = digits();
        boolean range = skip(',');
        String most = range ? digits() : least;
        boolean valid = !least.isEmpty() && skip('}');
        // PCRE takes no number above 65535, so five digits tell.
        if (!valid || least.length() > 5 || most.length() > 5) {
            position = start;
            return null;
        }
        return new Bounds(
                Integer.parseInt(least),
                most.isEmpty() ? -1 : Integer.parseInt(most),
                "{" + text.substring(start, position));
    }

    String digits() {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        return text.substring(start, position);
    }

    /** A name in the brackets that stand before it: {@code <name>}, {@code {name}}, {@code 'name'}. */
    String enclosed() {
        int c = next();
        return switch (c) {
            case '<' -> upTo('>');
            case '{' -> upTo('}');
            case '\'' -> upTo('\'');
            default -> throw error("expected a name in <>, {} or '', but found none");
        };
    }

    /** The number or name of a group behind {@code \g}; a negative number counts back from the groups so far. */
    String reference(int groups) {
        String name = peek() == '{' ? enclosed() : (skip('-') ? "-" : "") + digits();
        if (name.startsWith("-") && name.length() > 1 && name.length() < 4) {
            return Integer.toString(groups + 1 - Integer.parseInt(name.substring(1)));
        }
        return name;
    }

    /**
     * Options of a group.
     *
     * @param text those that engines know by the same letter
     * @param extended whether x is set; {@code null} if it is not named
     * @param closed whether they stand alone
     */
    record Options(String text, @Nullable Boolean extended, boolean closed) {}

    Options options(int first) {
        StringBuilder letters = new StringBuilder();
        Boolean extended = null;
        boolean on = true;
        for (int c = first; ; c = next()) {
            switch (c) {
                case 'i', 'm', 's' -> letters.append((char) c);
                case 'x' -> extended = on;
                case '-' -> {
                    on = false;
                    letters.append('-');
                }
                // Duplicate names are allowed: of no effect, as none are found.
                case 'J' -> {}
                case ')', ':' -> {
                    String text = letters.toString();
                    return new Options(text.equals("-") ? "" : trimmed(text), extended, c == ')');
                }
                default ->
                    throw error("expected a group or one of the options i, m, s, x, but found (?"
                            + Character.toString(c) + ": recursion, conditions and the like are not run");
            }
        }
    }

    // Example: "i-" is left of (?i-x).
    private static String trimmed(String letters) {
        return letters.endsWith("-") ? letters.substring(0, letters.length() - 1) : letters;
    }
}
