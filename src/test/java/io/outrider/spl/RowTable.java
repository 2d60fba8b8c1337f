package io.outrider.spl;

import io.outrider.spl.WorkedCase.WindowRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rows as a table for the eye: a line each, the columns aligned and in the order of their names. */
final class RowTable {

    // A table that is read, not compared: a few columns fit on a screen.
    private static final int WIDEST = 60;

    private RowTable() {}

    /** @param others what the rows should equal: those that are not among them are marked by a star */
    static String of(List<WindowRow> rows, List<WindowRow> others) {
        if (rows.isEmpty()) {
            return "  (no rows)\n";
        }
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.columns().keySet()));
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(" ", "window"));
        head.addAll(names);
        lines.add(head);
        for (WindowRow row : rows) {
            List<String> line = new ArrayList<>(
                    List.of(others.contains(row) ? " " : "*", row.window().toString()));
            names.forEach(name -> line.add(cell(row.columns().get(name))));
            lines.add(line);
        }
        return aligned(lines);
    }

    private static String cell(List<String> texts) {
        if (texts == null) {
            return "";
        }
        String text = texts.size() == 1 ? texts.get(0) : texts.toString();
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "... (" + text.length() + " characters)";
    }

    private static String aligned(List<List<String>> lines) {
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
            }
            table.append(text.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }
}
