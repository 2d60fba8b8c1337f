package io.outrider.app;

import io.outrider.alert.Tactic;
import io.outrider.app.Coverage.Construct;
import io.outrider.app.Coverage.Count;
import io.outrider.app.Coverage.Row;
import io.outrider.app.Coverage.TechniqueRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Coverage} as tables for people and as a document for machines.
 *
 * @param mappings what the mappings of sources unlock of what runs
 */
record CoverageReport(Coverage coverage, MappingReport mappings) {

    // An id or name of a file can be of any length; a table has to stay one.
    private static final int WIDEST = 60;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows(lines, "WHAT THE SEARCH READS", coverage.bySource());
        rows(lines, "DATA SOURCE NAMED BY THE FILE", coverage.byDataSource());
        rows(lines, "STATUS", coverage.byStatus());
        rows(lines, "ATT&CK TACTIC", coverage.byTactic());
        List<List<String>> techniques = new ArrayList<>();
        for (TechniqueRow row : coverage.byTechnique()) {
            techniques.add(cells((row.id() + ' ' + row.name()).strip(), row.count()));
        }
        table(lines, List.of("RUNS", "REFUSED", "ATT&CK TECHNIQUE"), techniques);
        List<List<String>> constructs = new ArrayList<>();
        for (Construct row : coverage.constructs()) {
            constructs.add(List.of(Integer.toString(row.refused()), Integer.toString(row.alone()), row.name()));
        }
        table(lines, List.of("REFUSED", "BY IT ALONE", "CONSTRUCT"), constructs);
        lines.addAll(mappings.lines());
        lines.add(coverage.all().runs() + " run, " + coverage.all().refused() + " refused");
        return lines;
    }

    private static void rows(List<String> lines, String heading, List<Row> rows) {
        table(
                lines,
                List.of("RUNS", "REFUSED", heading),
                rows.stream().map(row -> cells(row.name(), row.count())).toList());
    }

    private static List<String> cells(String name, Count count) {
        return List.of(Integer.toString(count.runs()), Integer.toString(count.refused()), name);
    }

    private static void table(List<String> lines, List<String> headings, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String format = "%" + width(headings.get(0)) + "s  %" + width(headings.get(1)) + "s  %s";
        lines.add(String.format(format, headings.toArray()));
        rows.forEach(row -> lines.add(String.format(format, row.get(0), row.get(1), printable(row.get(2)))));
        lines.add("");
    }

    private static int width(String heading) {
        // The number of detections has fewer than eight digits.
        return Math.max(heading.length(), 7);
    }

    // What a file says must not move the cursor or forge a line.
    static String printable(String text) {
        String one = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return one.length() <= WIDEST ? one : one.substring(0, WIDEST) + "…";
    }

    /** The same as a document of plain values. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("detections", counts(new LinkedHashMap<>(), coverage.all()));
        document.put("by_source", named("source", coverage.bySource()));
        document.put("by_data_source", named("data_source", coverage.byDataSource()));
        document.put("by_status", named("status", coverage.byStatus()));
        document.put("by_tactic", named("tactic", coverage.byTactic()));
        document.put(
                "by_technique",
                coverage.byTechnique().stream().map(CoverageReport::fields).toList());
        document.put(
                "by_construct",
                coverage.constructs().stream().map(CoverageReport::fields).toList());
        document.put("mappings", mappings.document());
        return document;
    }

    private static Map<String, Object> counts(Map<String, Object> fields, Count count) {
        fields.put("runs", count.runs());
        fields.put("refused", count.refused());
        return fields;
    }

    private static List<Map<String, Object>> named(String key, List<Row> rows) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(key, row.name());
            all.add(counts(fields, row.count()));
        }
        return all;
    }

    private static Map<String, Object> fields(TechniqueRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("technique", row.id());
        fields.put("name", row.name());
        fields.put("tactics", row.tactics().stream().map(Tactic::caption).toList());
        return counts(fields, row.count());
    }

    private static Map<String, Object> fields(Construct row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("construct", row.name());
        fields.put("refused", row.refused());
        fields.put("alone", row.alone());
        return fields;
    }
}
