package io.outrider.regex;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an expression for a text that is in each of its matches, and only what is plain: where anything else is, there is none. */
final class RequiredTextReader {

    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?\\}");

    private static final String IGNORING_CASE = "(?i)";

    /** What begins a group that sets no option. */
    private static final Pattern GROUP = Pattern.compile("\\((?!\\?)|\\(\\?(?:[:=!>]|<[=!]|<\\p{Alpha})");

    private static final Map<Character, int[]> NEXT = Map.of('d', Ranges.DIGIT, 'w', Ranges.WORD, 's', Ranges.SPACE);

    private final String expression;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int @Nullable [] behindLongest;
    private int at;

    RequiredTextReader(String expression) {
        this.expression = expression;
    }

    /** The longest text that is found to be in each match; {@code null} if none is. */
    @Nullable
    RequiredText longest() {
        if (expression.startsWith(IGNORING_CASE)) {
            at = IGNORING_CASE.length();
        }
        return read() && !longest.isEmpty()
                ? new RequiredText(longest, expression.startsWith(IGNORING_CASE), behindLongest)
                : null;
    }

    /** @return whether all of the expression is understood */
    private boolean read() {
        while (at < expression.length()) {
            char c = expression.charAt(at);
            switch (c) {
                case '|' -> {
                    return false;
                }
                case '(' -> {
                    end();
                    if (!skipGroup()) {
                        return false;
                    }
                }
                case '[' -> {
                    end();
                    if (!skipClass()) {
                        return false;
                    }
                }
                case '*', '?' -> {
                    optional();
                    at++;
                }
                case '{' -> {
                    Matcher count = COUNT.matcher(expression).region(at, expression.length());
                    // A brace that counts nothing stands for itself, or for nothing that is known here.
                    if (!count.lookingAt()) {
                        return false;
                    }
                    optional();
                    at = count.end();
                }
                case '+', '.', '^', '$' -> {
                    end();
                    at++;
                }
                case '\\' -> {
                    if (!escape()) {
                        return false;
                    }
                }
                default -> {
                    // A pair of surrogates is one character to what quantifies it.
                    if (Character.isSurrogate(c)) {
                        return false;
                    }
                    run.append(c);
                    at++;
                }
            }
        }
        end();
        return true;
    }

    // An option in a group may make all behind it another thing.
    private boolean isGroup() {
        return GROUP.matcher(expression).region(at, expression.length()).lookingAt();
    }

    private void end() {
        end(null);
    }

    /** @param next one of which characters is behind what was read; {@code null} for any or none */
    private void end(int @Nullable [] next) {
        if (run.length() > longest.length()
                || next != null && behindLongest == null && run.length() == longest.length()) {
            longest = run.toString();
            behindLongest = next;
        }
        run.setLength(0);
    }

    /** What was read last may not be there. */
    private void optional() {
        if (!run.isEmpty()) {
            run.setLength(run.length() - 1);
        }
        end();
    }

    /** Goes behind the group that begins here; what is in it may be a choice. @return whether it is understood */
    private boolean skipGroup() {
        int depth = 0;
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '\\') {
                if (expression.startsWith("\\Q", at)) {
                    return false;
                }
                at++;
            } else if (c == '[') {
                if (!skipClass()) {
                    return false;
                }
                continue;
            } else if (c == '(') {
                if (!isGroup()) {
                    return false;
                }
                depth++;
            } else if (c == ')' && --depth == 0) {
                at++;
                return true;
            }
            at++;
        }
        return false;
    }

    private boolean skipClass() {
        at++;
        if (expression.startsWith("^", at)) {
            at++;
        }
        // A bracket that comes first stands for itself.
        if (expression.startsWith("]", at)) {
            at++;
        }
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '[' || expression.startsWith("\\Q", at)) {
                return false;
            }
            at += c == '\\' ? 2 : 1;
            if (c == ']') {
                return true;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at + 1 == expression.length()) {
            return false;
        }
        char c = expression.charAt(at + 1);
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
            run.append(c);
            at += 2;
            return true;
        }
        if (expression.startsWith("\\x{", at)) {
            return hexadecimal();
        }
        // Classes of one character, and places; all others may be anything.
        if ("dDwWsSbBAzZ".indexOf(c) < 0) {
            return false;
        }
        at += 2;
        end(isOptional() ? null : NEXT.get(c));
        return true;
    }

    /** Whether what was read just now may not be there. */
    private boolean isOptional() {
        return at < expression.length() && "*?{".indexOf(expression.charAt(at)) >= 0;
    }

    private boolean hexadecimal() {
        int close = expression.indexOf('}', at);
        try {
            int point = Integer.parseInt(expression.substring(at + 3, Math.max(at + 3, close)), 16);
            if (point >= Character.MIN_SURROGATE || point < 0x20) {
                return false;
            }
            run.append((char) point);
            at = close + 1;
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
