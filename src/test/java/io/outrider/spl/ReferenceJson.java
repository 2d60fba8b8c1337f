package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text as a tree that keeps the source of each value. It reads as far as the text is JSON: of one that is cut off or
 * broken, the values that stand whole before that place are there.
 */
final class ReferenceJson {

    private final String text;
    private final boolean cut;
    private int at;

    private ReferenceJson(String text, boolean cut) {
        this.text = text;
        this.cut = cut;
    }

    /** A value. What it is made of is filled in while it is read. */
    static final class Node {
        private final List<Member> members = new ArrayList<>();
        private final List<Node> elements = new ArrayList<>();
        private final char kind;
        private String source = "";
        private @Nullable String scalar;

        private Node(char kind) {
            this.kind = kind;
        }

        boolean isObject() {
            return kind == '{';
        }

        boolean isArray() {
            return kind == '[';
        }

        List<Member> members() {
            return members;
        }

        List<Node> elements() {
            return elements;
        }

        /** A text without its quotes and escapes; a number or word as it stands; an object or array without blanks. */
        String text() {
            return scalar == null ? json() : scalar;
        }

        private String json() {
            if (isObject()) {
                return members.stream()
                        .map(member ->
                                quoted(member.name()) + ':' + member.value().json())
                        .collect(Collectors.joining(",", "{", "}"));
            }
            if (isArray()) {
                return elements.stream().map(Node::json).collect(Collectors.joining(",", "[", "]"));
            }
            return scalar == null ? source : quoted(scalar);
        }

        private static String quoted(String text) {
            return '"'
                    + text.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r")
                            .replace("\t", "\\t")
                    + '"';
        }
    }

    record Member(String name, Node value) {}

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The object or array at the beginning of the text; {@code null} if there is none. */
    static @Nullable Node read(String text) {
        return read(text, false);
    }

    /** @param cut whether the text was cut off, so that a number at its end may not be whole */
    static @Nullable Node read(String text, boolean cut) {
        ReferenceJson json = new ReferenceJson(text, cut);
        json.skipBlanks();
        if (json.at == text.length() || "{[".indexOf(text.charAt(json.at)) < 0) {
            return null;
        }
        Node root = new Node(text.charAt(json.at));
        try {
            json.fill(root);
        } catch (Broken e) {
            // What was read stays.
        }
        return root;
    }

    private void fill(Node node) throws Broken {
        int start = at;
        switch (node.kind) {
            case '{' -> fillObject(node);
            case '[' -> fillArray(node);
            case '"' -> node.scalar = string();
            default -> word();
        }
        node.source = text.substring(start, at);
    }

    private void fillObject(Node object) throws Broken {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            Node value = new Node(peek());
            if (value.isObject() || value.isArray()) {
                // What it holds counts, even if its end is not there.
                object.members.add(new Member(name, value));
                fill(value);
            } else {
                fill(value);
                object.members.add(new Member(name, value));
            }
        } while (more('}'));
    }

    private void fillArray(Node array) throws Broken {
        expect('[');
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            Node value = new Node(peek());
            if (value.isObject() || value.isArray()) {
                array.elements.add(value);
                fill(value);
            } else {
                fill(value);
                array.elements.add(value);
            }
        } while (more(']'));
    }

    /** Behind a member or element: a comma, or the end. */
    private boolean more(char end) throws Broken {
        char c = peek();
        at++;
        if (c != ',' && c != end) {
            throw new Broken();
        }
        return c == ',';
    }

    private String string() throws Broken {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() throws Broken {
        char c = peekExactly();
        at++;
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> c;
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw new Broken();
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw new Broken();
        };
    }

    /** A number, true, false or null. */
    private void word() throws Broken {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (cut && at == text.length()
                || !text.substring(start, at)
                        .matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new Broken();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws Broken {
        skipBlanks();
        return peekExactly();
    }

    private char peekExactly() throws Broken {
        if (at == text.length()) {
            throw new Broken();
        }
        return text.charAt(at);
    }

    private void expect(char c) throws Broken {
        if (peekExactly() != c) {
            throw new Broken();
        }
        at++;
    }
}
