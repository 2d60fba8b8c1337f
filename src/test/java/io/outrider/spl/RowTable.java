package io.outrider.spl;

import io.outrider.spl.WorkedCase.WindowRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rows as a table for the eye: a line each, the columns aligned and in the order of their names. */
final class RowTable {

    private RowTable() {}

    static String of(List<WindowRow> rows) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.columns().keySet()));
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("window"));
        head.addAll(names);
        lines.add(head);
        for (WindowRow row : rows) {
            List<String> line = new ArrayList<>(List.of(row.window().toString()));
            names.forEach(name -> {
                List<String> texts = row.columns().get(name);
                line.add(texts == null ? "" : texts.size() == 1 ? texts.get(0) : texts.toString());
            });
            lines.add(line);
        }
        return rows.isEmpty() ? "(no rows)\n" : aligned(lines);
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
