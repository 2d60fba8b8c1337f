package io.outrider.content;

/**
 * Scans plain and quoted scalars: line breaks fold to a blank, or to one break fewer if there are several, and the blanks
 * around them go.
 */
final class FlowScalarScanner {

    private final String text;
    private final int end;
    private final ScalarScan scan;

    FlowScalarScanner(String text, int end, ScalarScan scan) {
        this.text = text;
        this.end = end;
        this.scan = scan;
    }

    void plain(int start) {
        int i = start;
        while (i < end) {
            i = isBlankOrBreak(i) ? blanks(i) : character(i);
        }
    }

    /** @param start behind the opening quote; {@code ''} is one quote */
    void singleQuoted(int start) {
        int i = start;
        while (i < end) {
            if (text.charAt(i) == '\'') {
                if (i + 1 >= end || text.charAt(i + 1) != '\'') {
                    return;
                }
                scan.append('\'', i);
                i += 2;
            } else {
                i = isBlankOrBreak(i) ? blanks(i) : character(i);
            }
        }
    }

    /** @param start behind the opening quote */
    void doubleQuoted(int start) {
        int i = start;
        while (i < end && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\' && i + 1 < end) {
                i = escape(i);
            } else {
                i = isBlankOrBreak(i) ? blanks(i) : character(i);
            }
        }
    }

    private int character(int i) {
        scan.append(text.charAt(i), i);
        return i + 1;
    }

    /** Blanks within a line stay; with a line break among them they fold. */
    private int blanks(int start) {
        int i = start;
        while (i < end && isBlank(text.charAt(i))) {
            i++;
        }
        if (i < end && isBreak(text.charAt(i))) {
            return fold(i);
        }
        for (int blank = start; blank < i; blank++) {
            scan.append(text.charAt(blank), blank);
        }
        return i;
    }

    private int fold(int firstBreak) {
        int i = behindBreak(firstBreak);
        int more = emptyLines(i);
        if (more == i || !containsBreak(i, more)) {
            scan.append(' ', firstBreak);
        }
        return more;
    }

    /** Skips blanks and empty lines, each of which is a line break of the value. */
    private int emptyLines(int start) {
        int i = start;
        while (i < end && isBlankOrBreak(i)) {
            if (isBreak(text.charAt(i))) {
                scan.append('\n', i);
                i = behindBreak(i);
            } else {
                i++;
            }
        }
        return i;
    }

    private boolean containsBreak(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isBreak(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Examples: <code>&#92;n</code>, <code>&#92;x41</code>, and a backslash at the end of a line, which joins it. */
    private int escape(int start) {
        char c = text.charAt(start + 1);
        if (isBreak(c)) {
            return emptyLines(behindBreak(start + 1));
        }
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        int next = Math.min(start + 2 + digits, end);
        int meant = digits == 0 ? simple(c) : Integer.parseInt(text.substring(start + 2, next), 16);
        for (char unit : Character.toChars(meant)) {
            scan.append(unit, start);
        }
        return next;
    }

    private static int simple(char c) {
        return switch (c) {
            case '0' -> 0;
            case 'a' -> 7;
            case 'b' -> 8;
            case 't' -> 9;
            case 'n' -> 10;
            case 'v' -> 11;
            case 'f' -> 12;
            case 'r' -> 13;
            case 'e' -> 27;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            default -> c;
        };
    }

    private int behindBreak(int i) {
        return i + 1 < end && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
    }

    private boolean isBlankOrBreak(int i) {
        return isBlank(text.charAt(i)) || isBreak(text.charAt(i));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
