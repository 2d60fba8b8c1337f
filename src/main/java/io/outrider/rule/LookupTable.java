package io.outrider.rule;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table that rows are looked up in, with its definition. After Splunk Enterprise 9, {@code transforms.conf}, lookup
 * stanzas.
 *
 * @param name as searches call it
 * @param columns names, all different
 * @param rows as many texts each as there are columns; an empty text is no value
 * @param matching how a column is compared where it is not exact
 * @param caseSensitive whether texts are compared by case; Splunk's default is true
 * @param minMatches how many rows a lookup gives at least: the rest is filled with {@code defaultMatch}
 * @param maxMatches how many rows a lookup gives at most, at least 1
 * @param defaultMatch {@code null} if there is none
 */
public record LookupTable(
        String name,
        List<String> columns,
        List<List<String>> rows,
        Map<String, Matching> matching,
        boolean caseSensitive,
        int minMatches,
        int maxMatches,
        @Nullable String defaultMatch) {

    public LookupTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        // In the same order in every process.
        matching = Collections.unmodifiableMap(new TreeMap<>(matching));
        if (new HashSet<>(columns).size() != columns.size()) {
            throw new IllegalArgumentException("expected columns of different names, but found " + columns);
        }
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "expected " + columns.size() + " values in a row, but found " + row.size());
            }
        }
        if (minMatches < 0 || maxMatches < 1) {
            throw new IllegalArgumentException(
                    "expected min_matches >= 0 and max_matches >= 1, but found " + minMatches + " and " + maxMatches);
        }
    }

    /** How a value is compared with those of a column. */
    public enum Matching {
        EXACT,
        /** {@code *} in the table stands for any number of characters. */
        WILDCARD,
        /** The table has ranges of IP addresses. */
        CIDR
    }
}
