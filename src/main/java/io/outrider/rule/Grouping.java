package io.outrider.rule;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the rows of a window are gathered into its table. */
public sealed interface Grouping {

    /** The fields that rows are keyed by, in order; none for one row over all, and for {@link Rows}. */
    List<Key> keys();

    /** In the order of the result's columns; none for {@link Rows}. */
    List<Aggregation> aggregations();

    /** Adds the names of the fields that are grouped by or aggregated. */
    default void addFields(Set<String> names) {
        keys().forEach(key -> names.add(key.field()));
        for (Aggregation aggregation : aggregations()) {
            Expression argument = aggregation.argument();
            if (argument != null) {
                argument.addFields(names);
            }
        }
    }

    /** Text that stands for an absent key field, or {@code null}: then a row without it is in no group. */
    @Nullable
    String fill();

    /**
     * One row for each combination of key values, with aggregations over the rows that have it.
     *
     * @param keys the {@code by} fields, in order; empty for one row over all
     * @param aggregations in the order of the result's columns; empty only if there are keys
     * @param fill text that stands for an absent key field, or {@code null}: then a row without it is in no group
     */
    record By(
            List<Key> keys,
            List<Aggregation> aggregations,
            @Nullable String fill) implements Grouping {

        public By {
            keys = List.copyOf(keys);
            aggregations = List.copyOf(aggregations);
            if (aggregations.isEmpty() && keys.isEmpty()) {
                throw new IllegalArgumentException("expected an aggregation or a key, but found none");
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
    }

    /**
     * The rows as they are; equal rows are kept once, with their number.
     *
     * @param columns the only columns that the tail and the alert need, or {@code null} for all that a row has
     */
    record Rows(@Nullable Set<String> columns) implements Grouping {

        public Rows {
            columns = columns == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(columns));
        }

        @Override
        public List<Key> keys() {
            return List.of();
        }

        @Override
        public List<Aggregation> aggregations() {
            return List.of();
        }

        @Override
        public @Nullable String fill() {
            return null;
        }
    }

    /**
     * A field that rows are keyed by.
     *
     * @param field of the row
     * @param column of the result
     */
    record Key(String field, String column) {}

    /**
     * A column computed over the rows of a group.
     *
     * @param argument what is aggregated; {@code null} only for {@link Function#COUNT}, which then counts rows. For {@code
     *     count(eval(x>1))} it is the condition
     * @param column of the result
     */
    record Aggregation(Function function, @Nullable Expression argument, String column) {
        public Aggregation {
            if (argument == null && function != Function.COUNT) {
                throw new IllegalArgumentException("expected a field for " + function.text() + ", but found none");
            }
        }

        /** The aggregation of a field. */
        public static Aggregation of(Function function, @Nullable String field, String column) {
            return new Aggregation(function, field == null ? null : new Expression.Field(field), column);
        }

        /** The field, if one is aggregated as it is, else {@code null}. */
        public @Nullable String field() {
            return argument instanceof Expression.Field field ? field.name() : null;
        }
    }

    /** The aggregations, each with its name in SPL. */
    enum Function {
        AVERAGE("avg"),
        COUNT("count"),
        DISTINCT_COUNT("dc"),
        EARLIEST("earliest"),
        FIRST("first"),
        LAST("last"),
        LATEST("latest"),
        LIST("list"),
        MAX("max"),
        MEDIAN("median"),
        MIN("min"),
        MODE("mode"),
        RANGE("range"),
        STANDARD_DEVIATION("stdev"),
        SUM("sum"),
        VALUES("values"),
        VARIANCE("var");

        private final String text;

        Function(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
