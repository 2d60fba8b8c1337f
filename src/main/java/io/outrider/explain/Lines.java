package io.outrider.explain;

import java.util.ArrayList;
import java.util.List;

/** Collects lines for a terminal: indents them, and breaks long ones between words. */
final class Lines {

    /** Fits every terminal, and two beside each other on a wide one. */
    private static final int WIDTH = 88;

    /** However deep a condition is, some room is left for its words. */
    private static final int LEAST = 24;

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    void blank() {
        lines.add("");
    }

    void add(String text) {
        add("", text, 2);
    }

    /** @param prefix that the first line begins with; the others are indented as far, and further by some columns */
    void add(String prefix, String text, int further) {
        String hanging = " ".repeat(Math.min(prefix.length() + further, WIDTH - LEAST));
        String start = prefix;
        String rest = text;
        while (start.length() + rest.length() > WIDTH) {
            int room = Math.max(LEAST, WIDTH - start.length());
            int cut = rest.lastIndexOf(' ', room);
            if (cut <= 0) {
                // A word longer than the line: broken only if no end of it is near.
                cut = Math.min(rest.length(), room);
            }
            lines.add((start + rest.substring(0, cut)).stripTrailing());
            rest = rest.substring(cut).stripLeading();
            start = hanging;
        }
        if (!rest.isEmpty() || start.equals(prefix)) {
            lines.add((start + rest).stripTrailing());
        }
    }

    /** A name and what it is, in two columns. */
    void field(String name, String text) {
        add("  " + name + " ".repeat(Math.max(1, 11 - name.length())), text, 0);
    }

    /** A condition and its parts, one a line; what it came to stands before it. */
    void clause(int indent, Clause clause) {
        int labels = clause.status() == Clause.Status.NONE ? 0 : 8;
        clause(indent, labels, 0, clause);
    }

    private void clause(int indent, int labels, int depth, Clause clause) {
        String label = clause.status().label();
        String prefix =
                " ".repeat(indent) + label + " ".repeat(Math.max(0, labels - label.length())) + " ".repeat(2 * depth);
        String found = clause.foundText();
        boolean fits = prefix.length() + clause.text().length() + found.length() + 2 <= WIDTH;
        if (found.isEmpty() || fits) {
            add(prefix, clause.text() + (found.isEmpty() ? "" : ": " + found), 4);
        } else {
            add(prefix, clause.text(), 4);
            add(" ".repeat(prefix.length() + 4), found, 0);
        }
        for (Clause part : clause.parts()) {
            clause(indent, labels, depth + 1, part);
        }
    }
}
