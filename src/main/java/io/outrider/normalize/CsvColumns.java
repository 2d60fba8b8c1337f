package io.outrider.normalize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What the first row of comma-separated values says of those below it.
 *
 * @param names of the columns, no two the same; a column without a name is called {@code EXTRA_FIELD_n}, as Splunk calls it
 * @param delimiter between two values: a comma, a semicolon or a tab
 */
record CsvColumns(List<String> names, char delimiter) {

    /** Splunk's own limit is 512 columns by default, and so is that of lookup tables here. */
    static final int MOST_COLUMNS = 512;

    CsvColumns {
        List<String> named = new ArrayList<>();
        for (String name : names) {
            named.add(name.isEmpty() ? "EXTRA_FIELD_" + (named.size() + 1) : name);
        }
        if (named.isEmpty() || named.size() > MOST_COLUMNS || new HashSet<>(named).size() != named.size()) {
            throw new IllegalArgumentException("expected 1 to " + MOST_COLUMNS
                    + " columns of different names in the first row, but found " + named.size() + ": "
                    + beginning(named.toString()));
        }
        names = List.copyOf(named);
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), 200));
    }
}
