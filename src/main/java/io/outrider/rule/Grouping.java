package io.outrider.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How matching events become the rows of a window's result table: one row for each combination of key values, with
 * aggregations over the events that have it.
 *
 * @param keys the {@code by} fields, in order; empty for one row over all
 * @param aggregations in the order of the result's columns
 * @param fill text that stands for an absent key field, or {@code null}: then an event without it is in no row
 */
public record Grouping(
        List<Key> keys,
        List<Aggregation> aggregations,
        @Nullable String fill) {

    public Grouping {
        keys = List.copyOf(keys);
        aggregations = List.copyOf(aggregations);
        if (aggregations.isEmpty()) {
            throw new IllegalArgumentException("expected at least one aggregation, but found none");
        }
        Set<String> columns = new HashSet<>();
        keys.forEach(key -> columns.add(key.column()));
        for (Aggregation aggregation : aggregations) {
            columns.add(aggregation.column());
        }
        if (columns.size() != keys.size() + aggregations.size()) {
            throw new IllegalArgumentException("two columns have one name: " + keys + ", " + aggregations);
        }
    }

    /**
     * A field that rows are keyed by.
     *
     * @param field of the event
     * @param column of the result
     */
    public record Key(String field, String column) {}

    /**
     * A column computed over the events of a row.
     *
     * @param field of the event; {@code null} only for {@link Function#COUNT}, which then counts events
     * @param column of the result
     */
    public record Aggregation(Function function, @Nullable String field, String column) {
        public Aggregation {
            if (field == null && function != Function.COUNT) {
                throw new IllegalArgumentException("expected a field for " + function.text() + ", but found none");
            }
        }
    }

    /** The aggregations, each with its name in SPL. */
    public enum Function {
        COUNT("count"),
        DISTINCT_COUNT("dc"),
        EARLIEST("earliest"),
        LATEST("latest"),
        MAX("max"),
        MIN("min"),
        VALUES("values");

        private final String text;

        Function(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
