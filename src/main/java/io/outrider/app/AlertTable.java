package io.outrider.app;

import io.outrider.alert.Alert;
import io.outrider.cim.Value;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Alerts as a table for a terminal, one line each, by their first time. */
final class AlertTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final List<String> HEADINGS =
            List.of("SEVERITY", "FIRST (UTC)", "LAST (UTC)", "COUNT", "DETECTION", "ROW");
    // Columns of the row that the table has already.
    private static final Set<String> SHOWN = Set.of("count", "firstTime", "lastTime");
    // What is left of a wide terminal after the other columns.
    private static final int DETECTION_WIDTH = 50;
    private static final int ROW_WIDTH = 160;

    private final List<Alert> alerts;

    AlertTable(List<Alert> alerts) {
        this.alerts = alerts.stream()
                .sorted(Comparator.comparing(Alert::firstTime).thenComparing(Alert::id))
                .toList();
    }

    List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADINGS);
        alerts.forEach(alert -> cells.add(cells(alert)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return cells.stream().map(line -> pad(line, widths)).toList();
    }

    private static List<String> cells(Alert alert) {
        return List.of(
                alert.severity().caption(),
                TIME.format(alert.firstTime()),
                TIME.format(alert.lastTime()),
                Long.toString(alert.count()),
                cut(alert.detection().name(), DETECTION_WIDTH),
                cut(row(alert.row()), ROW_WIDTH));
    }

    private static String row(Map<String, Value> row) {
        return row.entrySet().stream()
                .filter(column -> !SHOWN.contains(column.getKey()))
                .map(column -> column.getKey() + '=' + column.getValue().text())
                .collect(Collectors.joining("  "));
    }

    // A value of an event must not move the cursor or forge a line.
    private static String cut(String text, int width) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return printable.length() <= width ? printable : printable.substring(0, width - 3) + "...";
    }

    private static String pad(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
