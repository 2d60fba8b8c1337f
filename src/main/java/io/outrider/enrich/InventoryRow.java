package io.outrider.enrich;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of a file of assets or identities: its columns that have a value, each with its values, which stand between {@code |}.
 *
 * @param line in the file, from 1
 */
record InventoryRow(int line, Map<String, List<String>> data, Priority priority) {

    // What goes into an alert of it is bounded: Splunk has 975 characters a value, and 25 values a field.
    private static final int LONGEST_VALUE = 975;
    private static final int MOST_VALUES = 25;

    InventoryRow {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** The values of a column, none if it is empty. */
    List<String> of(String column) {
        return data.getOrDefault(column, List.of());
    }

    static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        for (String value : text.split("\\|", -1)) {
            String stripped = value.strip();
            if (!stripped.isEmpty() && stripped.length() <= LONGEST_VALUE) {
                values.add(stripped);
            }
        }
        return values;
    }

    /** As much of it as goes into an alert. */
    Map<String, List<String>> shown() {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        data.forEach((column, values) ->
                shown.put(column, values.size() <= MOST_VALUES ? values : values.subList(0, MOST_VALUES)));
        return shown;
    }

    /** A key as it is looked up: case does not count. */
    static String key(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
