package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lookup table and how it is matched, after Splunk Enterprise 9.4, Knowledge Manager Manual, "Add field matching rules to
 * your lookup configuration", and Search Reference, "lookup".
 *
 * @param matchTypes WILDCARD or CIDR by column
 */
record ReferenceTable(
        List<String> columns,
        List<Map<String, String>> rows,
        Map<String, String> matchTypes,
        boolean caseSensitive,
        int minMatches,
        int maxMatches,
        @Nullable String defaultMatch) {

    List<ReferenceRow> all() {
        return rows.stream()
                .map(cells -> {
                    ReferenceRow row = ReferenceRow.of(Map.of());
                    cells.forEach((column, text) -> row.put(column, text.isEmpty() ? null : List.of(text)));
                    return row;
                })
                .toList();
    }

    ReferenceRow apply(Command.Lookup lookup, ReferenceRow row) {
        List<Command.Renaming> outputs = lookup.outputs();
        if (outputs.isEmpty()) {
            // Without OUTPUT: all columns that are not matched.
            outputs = columns.stream()
                    .filter(column -> lookup.inputs().stream()
                            .noneMatch(input -> input.from().text().equals(column)))
                    .map(column -> new Name(lookup.position(), column))
                    .map(column -> new Command.Renaming(column, column))
                    .toList();
        }
        Map<String, List<String>> found = new LinkedHashMap<>();
        boolean any = false;
        for (Map<String, String> inputs : combinations(lookup.inputs(), row)) {
            List<Map<String, String>> matches = rows.stream()
                    .filter(cells -> inputs.keySet().stream()
                            .allMatch(column -> matches(column, cells.get(column), inputs.get(column))))
                    .limit(maxMatches)
                    .toList();
            any |= !matches.isEmpty();
            for (Command.Renaming output : outputs) {
                List<String> values = found.computeIfAbsent(output.to().text(), field -> new ArrayList<>());
                matches.forEach(cells -> {
                    String text = cells.get(output.from().text());
                    if (text != null && !text.isEmpty()) {
                        values.add(text);
                    }
                });
                for (int i = matches.size(); i < minMatches && defaultMatch != null; i++) {
                    values.add(defaultMatch);
                }
            }
        }
        for (Map.Entry<String, List<String>> output : found.entrySet()) {
            // An empty cell of a row that matches overwrites too.
            if ((any || !output.getValue().isEmpty()) && (!lookup.onlyNew() || row.get(output.getKey()) == null)) {
                row.put(output.getKey(), output.getValue());
            }
        }
        return row;
    }

    /** Each value of a field is looked up; none where one of the fields is absent. */
    private static List<Map<String, String>> combinations(List<Command.Renaming> inputs, ReferenceRow row) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Command.Renaming input : inputs) {
            List<String> texts = row.get(input.to().text());
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String text : texts == null ? List.<String>of() : texts) {
                    Map<String, String> one = new LinkedHashMap<>(combination);
                    one.put(input.from().text(), text);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private boolean matches(String column, @Nullable String cell, String value) {
        if (cell == null) {
            return false;
        }
        return switch (matchTypes.getOrDefault(column, "EXACT")) {
            case "WILDCARD" ->
                caseSensitive ? ReferenceText.matchesByCase(value, cell) : ReferenceText.matches(value, cell);
            case "CIDR" -> ReferenceCondition.inRange(value, cell);
            default -> caseSensitive ? value.equals(cell) : value.equalsIgnoreCase(cell);
        };
    }
}
