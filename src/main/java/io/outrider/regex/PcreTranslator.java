package io.outrider.regex;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an expression of PCRE into the same expression for {@code java.util.regex} and, where it has one, for RE2/J.
 *
 * <p>Groups become numbered ones: the names of Java's have no underscore. Comments and the white space of option x are left
 * out. Characters that PCRE takes as they stand, but another engine as an operator, are escaped.
 */
final class PcreTranslator {

    // More than an expression needs; the engines' own parsers and matchers use a stack frame or more for each.
    private static final int MAX_DEPTH = 200;
    // Ten times the longest expression of the published detections.
    private static final int MAX_LENGTH = 20_000;

    private final PcreReader in;
    private final StringBuilder java = new StringBuilder();
    private final StringBuilder linear = new StringBuilder();
    private final Complexity complexity = new Complexity();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Deque<Boolean> extended = new ArrayDeque<>();
    private int groups;
    private int greatestReference;
    private boolean isLinear = true;
    private boolean knowsLines;

    private PcreTranslator(String expression) {
        in = new PcreReader(expression);
        if (expression.length() > MAX_LENGTH) {
            throw in.error("expected a regular expression of at most " + MAX_LENGTH + " characters, but found "
                    + expression.length());
        }
        extended.push(false);
    }

    static PcreTranslator translate(String expression) {
        PcreTranslator translator = new PcreTranslator(expression);
        translator.run();
        return translator;
    }

    String java() {
        return java.toString();
    }

    /** {@code null} if there is no such expression. */
    @Nullable
    String linear() {
        return isLinear && complexity.isSmall() ? linear.toString() : null;
    }

    /** Whether it has an anchor whose meaning depends on a line feed at the end of the text. */
    boolean knowsLines() {
        return knowsLines;
    }

    Map<String, Integer> groupNames() {
        return Collections.unmodifiableMap(names);
    }

    List<String> warnings() {
        return complexity.warnings();
    }

    private void run() {
        while (!in.atEnd()) {
            item();
        }
        if (extended.size() > 1) {
            throw in.error("expected ) before the end of the expression, but found none");
        }
        if (greatestReference > groups) {
            throw in.error("expected a reference to one of " + groups + " groups, but found one to group "
                    + greatestReference);
        }
    }

    private void item() {
        int c = in.next();
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                emit(CharacterClass.parse(in));
                complexity.atom();
            }
            case '(' -> open();
            case ')' -> close();
            case '|' -> {
                emit("|");
                complexity.alternative();
            }
            case '*', '+', '?' -> quantifier((char) c, c == '+' ? 1 : 0, c == '?' ? 1 : -1, Character.toString(c));
            case '{' -> braces();
            case '^', '$' -> {
                knowsLines = true;
                emit(Character.toString(c));
                complexity.assertion();
            }
            case '.' -> {
                emit(".");
                complexity.atom();
            }
            default -> {
                if (Boolean.FALSE.equals(extended.peek()) || !in.skippedExtended(c)) {
                    literal(c);
                }
            }
        }
    }

    private void emit(String both) {
        java.append(both);
        linear.append(both);
    }

    private void onlyJava(String part) {
        java.append(part);
        isLinear = false;
    }

    private void literal(int c) {
        // Example: '{' of "a{b" becomes \x{7b}, which is a literal for each engine.
        emit(Ranges.literal(c));
        complexity.atom();
    }

    private void braces() {
        // Example: {2}, {2,}, {2,5}; anything else is text.
        PcreReader.Bounds bounds = in.bounds();
        if (bounds == null) {
            literal('{');
        } else {
            quantifier('{', bounds.least(), bounds.most(), bounds.text());
        }
    }

    private void quantifier(char operator, int least, int most, String text) {
        if (!complexity.canRepeat()) {
            throw in.error("expected something to repeat before " + operator + ", but found nothing");
        }
        emit(text);
        if (in.skip('?')) {
            emit("?");
        } else if (in.skip('+')) {
            onlyJava("+");
        }
        // Perl and RE2 differ in what an empty turn of a repeated group does.
        if (complexity.repeat(least, most)) {
            isLinear = false;
        }
    }

    private void open() {
        if (extended.size() > MAX_DEPTH) {
            throw in.error("expected at most " + MAX_DEPTH + " levels of parentheses, but found more");
        }
        if (in.peek() == '*') {
            throw in.error("expected a group, but found (*…: verbs and options of this form are not run");
        }
        if (!in.skip('?')) {
            push("(");
            groups++;
            return;
        }
        int c = in.next();
        switch (c) {
            case ':' -> push("(?:");
            case '=', '!', '>' -> pushJava("(?" + (char) c, c != '>');
            case '#' -> in.skipBeyond(')');
            case 'P' -> pythonGroup();
            case '\'' -> named(in.upTo('\''));
            case '<' -> {
                if (in.peek() == '=' || in.peek() == '!') {
                    pushJava("(?<" + (char) in.next(), true);
                } else {
                    named(in.upTo('>'));
                }
            }
            default -> options(c);
        }
    }

    private void pythonGroup() {
        int c = in.next();
        if (c == '<') {
            named(in.upTo('>'));
        } else if (c == '=') {
            backReference(in.upTo(')'));
        } else {
            throw in.error("expected (?P<name>…) or (?P=name), but found another: calls of groups are not run");
        }
    }

    private void named(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c))) {
            throw in.error("expected the name of a group of letters, digits and _, but found '" + name + "'");
        }
        push("(");
        groups++;
        if (names.putIfAbsent(name, groups) != null) {
            throw in.error("expected groups of different names, but found two called '" + name + "'");
        }
    }

    private void options(int first) {
        PcreReader.Options options = in.options(first);
        boolean x = options.extended() == null ? Boolean.TRUE.equals(extended.peek()) : options.extended();
        if (options.closed()) {
            // Example: (?i) holds up to the end of the group around it.
            extended.pop();
            extended.push(x);
            complexity.separate();
            if (!options.text().isEmpty()) {
                emit("(?" + options.text() + ")");
            }
        } else {
            push("(?" + options.text() + ":");
            extended.pop();
            extended.push(x);
        }
    }

    private void push(String text) {
        emit(text);
        extended.push(extended.peek());
        complexity.open(false);
    }

    private void pushJava(String text, boolean assertion) {
        onlyJava(text);
        extended.push(extended.peek());
        complexity.open(assertion);
    }

    private void close() {
        if (extended.size() == 1) {
            throw in.error("expected ( before ), but found none");
        }
        extended.pop();
        emit(")");
        complexity.close();
    }

    private void escape() {
        int c = in.next();
        if (c >= '1' && c <= '9') {
            numbered(c);
            return;
        }
        switch (c) {
            case 'b' -> anchor("(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))", "\\b");
            case 'B' -> anchor("(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))", "\\B");
            case 'A', 'z' -> anchor("\\" + (char) c, "\\" + (char) c);
            case 'Z' -> {
                knowsLines = true;
                anchor("\\Z", "\\z");
            }
            case 'G' -> {
                onlyJava("\\G");
                complexity.assertion();
            }
            case 'R', 'X' -> {
                onlyJava("\\" + (char) c);
                complexity.atom();
            }
            case 'Q' -> in.upToQuoteEnd().codePoints().forEach(this::literal);
            case 'E' -> {}
            case 'g' -> backReference(in.reference(groups));
            case 'k' -> backReference(in.enclosed());
            case 'K', 'C' -> throw in.error("expected an escape that can be run, but found \\" + (char) c);
            default -> {
                in.back();
                emit(CharacterClass.escape(in));
                complexity.atom();
            }
        }
    }

    private void anchor(String javaText, String linearText) {
        java.append(javaText);
        linear.append(linearText);
        complexity.assertion();
    }

    // Example: \1 to \9 are references; \10 is one if there are as many groups so far, else \101 is a number in octal
    // digits.
    private void numbered(int first) {
        String digits = (char) first + in.digits();
        if (digits.length() == 1 || digits.length() < 4 && Integer.parseInt(digits) <= groups) {
            reference(Integer.parseInt(digits));
        } else if (digits.matches("[0-7]{2,3}")) {
            literal(Integer.parseInt(digits, 8));
        } else {
            throw in.error("expected the number of a group, but found \\" + digits + " and " + groups + " groups");
        }
    }

    private void backReference(String name) {
        Integer number = names.get(name);
        if (number == null
                && !name.isEmpty()
                && name.length() < 4
                && name.chars().allMatch(Character::isDigit)) {
            number = Integer.valueOf(name);
        }
        if (number == null) {
            throw in.error("expected the name of a group before it, but found '" + name + "'");
        }
        reference(number);
    }

    private void reference(int number) {
        greatestReference = Math.max(greatestReference, number);
        // In a group of its own, so that a digit behind it is not taken for a part of the number.
        onlyJava("(?:\\" + number + ")");
        complexity.reference();
    }
}
