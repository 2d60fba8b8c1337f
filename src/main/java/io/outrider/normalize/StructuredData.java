package io.outrider.normalize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The structured data of an RFC 5424 message (section 6.3), as name and value of each parameter of each element, in order:
 * {@code [id a="1" b="x\]y"][other a="2"]}.
 *
 * @param params the parameters of all elements
 * @param end index behind it in the text
 */
record StructuredData(List<Param> params, int end) {

    /** As many as a record may have fields; one more makes it fail there, by name. */
    private static final int MAX_PARAMS = FieldTable.MAX_FIELDS + 1;

    record Param(String name, String value) {}

    /** The structured data that begins here; {@code null} if what stands here is none, or is torn. */
    static @Nullable StructuredData parse(String text, int from) {
        if (text.startsWith("-", from)) {
            return new StructuredData(List.of(), from + 1);
        }
        List<Param> params = new ArrayList<>();
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            at = element(text, at + 1, params);
            if (at < 0) {
                return null;
            }
        }
        return at == from ? null : new StructuredData(params, at);
    }

    /** @return index behind the element's bracket; negative if it has none */
    private static int element(String text, int from, List<Param> params) {
        int at = nameEnd(text, from);
        if (at == from) {
            return -1;
        }
        while (at < text.length()) {
            if (text.charAt(at) == ']') {
                return at + 1;
            }
            if (text.charAt(at) != ' ') {
                return -1;
            }
            int name = at + 1;
            // More than one blank is against the grammar, and written all the same.
            if (name < text.length() && (text.charAt(name) == ' ' || text.charAt(name) == ']')) {
                at++;
                continue;
            }
            int equals = nameEnd(text, name);
            if (equals == name || !text.startsWith("=\"", equals)) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 2, value);
            if (at < 0) {
                return -1;
            }
            if (params.size() < MAX_PARAMS) {
                params.add(new Param(text.substring(name, equals), value.toString()));
            }
        }
        return -1;
    }

    /** SD-NAME: printable ASCII but {@code =}, blank, {@code ]} and the quote. */
    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || c > '~' || c == '=' || c == ']' || c == '"') {
                break;
            }
            at++;
        }
        return at;
    }

    /** @return index behind the closing quote; negative if there is none */
    private static int value(String text, int from, StringBuilder value) {
        int copied = from;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                value.append(text, copied, at);
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(at + 1);
                // Before any other character it stands for itself.
                if (next == '"' || next == '\\' || next == ']') {
                    value.append(text, copied, at);
                    copied = at + 1;
                    at++;
                }
            }
        }
        return -1;
    }
}
