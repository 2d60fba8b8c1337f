package io.outrider.deliver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The row of a finding as texts by the names of its columns, for systems whose fields have one value. */
final class RowTexts {

    // A few are read, hundreds are not.
    private static final int MOST_VALUES = 50;
    private static final int MOST_COLUMNS = 100;

    private RowTexts() {}

    /** In the order of the columns, 100 at most; several values stand in one text, a comma between them. */
    static Map<String, String> of(Finding finding) {
        Map<String, String> texts = new LinkedHashMap<>();
        finding.object("unmapped", "search_result").forEach((column, value) -> {
            String text = text(value);
            if (!text.isEmpty() && texts.size() < MOST_COLUMNS) {
                texts.put(String.valueOf(column), text);
            }
        });
        return texts;
    }

    private static String text(Object value) {
        if (!(value instanceof List<?> values)) {
            return String.valueOf(value);
        }
        String text = values.stream().limit(MOST_VALUES).map(String::valueOf).collect(Collectors.joining(", "));
        return values.size() > MOST_VALUES ? text + ", and " + (values.size() - MOST_VALUES) + " more" : text;
    }
}
