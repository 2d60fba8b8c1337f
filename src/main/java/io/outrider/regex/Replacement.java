package io.outrider.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in the place of a match: a text in which {@code \1} to {@code \99} stand for groups, {@code \0} for all. */
public final class Replacement {

    /** @param group -1 for a literal */
    private record Part(String literal, int group) {}

    private final List<Part> parts;

    private Replacement(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * @param groups how many groups the expression has: a number beyond stands for itself. A backslash before another
     *     character but a digit is left out
     */
    public static Replacement compile(String text, int groups) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i == text.length()) {
                literal.append(c);
                continue;
            }
            char next = text.charAt(i++);
            if (next < '0' || next > '9') {
                literal.append(next);
                continue;
            }
            int group = next - '0';
            if (i < text.length() && isDigit(text.charAt(i)) && group * 10 + text.charAt(i) - '0' <= groups) {
                group = group * 10 + text.charAt(i++) - '0';
            }
            if (group > groups) {
                literal.append(c).append(next);
                continue;
            }
            parts.add(new Part(literal.toString(), -1));
            literal.setLength(0);
            parts.add(new Part("", group));
        }
        parts.add(new Part(literal.toString(), -1));
        return new Replacement(parts);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    void appendTo(StringBuilder text, Matches match) {
        for (Part part : parts) {
            @Nullable String insert = part.group < 0 ? part.literal : match.group(part.group);
            if (insert != null) {
                text.append(insert);
            }
        }
    }
}
