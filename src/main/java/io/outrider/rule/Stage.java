package io.outrider.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation on the rows of a table. */
public sealed interface Stage {

    /** An operation on each row by itself, which gives no, one or several rows for it. */
    sealed interface RowWise extends Stage {}

    /** An operation for which the rows must be there together. */
    sealed interface TableWise extends Stage {}

    /** Keeps the rows of which the predicate holds. */
    record Search(Predicate predicate) implements RowWise {}

    /** Keeps the rows of which the expression is true. */
    record Where(Expression condition) implements RowWise {}

    /** Computes fields; each assignment sees those before it. A field whose expression has no value is removed. */
    record Eval(List<Assignment> assignments) implements RowWise {
        public Eval {
            assignments = List.copyOf(assignments);
        }
    }

    record Assignment(String field, Expression value) {}

    /** Renames fields; the renames act in order. */
    record Rename(List<Renaming> renamings) implements RowWise {
        public Rename {
            renamings = List.copyOf(renamings);
        }
    }

    /**
     * A renaming.
     *
     * @param from a field name, in which one {@code *} may stand for any characters
     * @param to the new name; with a {@code *} exactly if {@code from} has one
     */
    record Renaming(String from, String to) {
        public Renaming {
            long stars = from.chars().filter(c -> c == '*').count();
            if (stars > 1 || stars != to.chars().filter(c -> c == '*').count()) {
                throw new IllegalArgumentException(
                        "expected as many * on both sides of a renaming, one at most, but found " + from + " AS " + to);
            }
        }

        /** The new name of a field, or {@code null} if the renaming does not concern it. */
        public @Nullable String target(String name) {
            int star = from.indexOf('*');
            if (star < 0) {
                return name.equals(from) ? to : null;
            }
            int behind = from.length() - star - 1;
            int end = name.length() - behind;
            boolean concerned = end >= star
                    && name.regionMatches(0, from, 0, star)
                    && name.regionMatches(end, from, star + 1, behind);
            return concerned ? to.replace("*", name.substring(star, end)) : null;
        }
    }

    /**
     * Turns seconds since 1970-01-01 UTC into a date text; a value that is no number stays as it is.
     *
     * @param field that is read
     * @param as field that is written; {@code null} for the same
     * @param format as of C's {@code strftime}, for example {@code %Y-%m-%dT%H:%M:%S}
     */
    record FormatTime(String field, @Nullable String as, String format) implements RowWise {}

    /**
     * Keeps or removes fields.
     *
     * @param keep whether the fields named are the ones that stay; {@code _time} and {@code _raw} then stay too
     * @param names in which {@code *} stands for any characters
     */
    record Fields(boolean keep, List<String> names) implements RowWise {
        public Fields {
            names = List.copyOf(names);
        }
    }

    /** Keeps only these fields, in this order; {@code *} in a name stands for any characters. */
    record Table(List<String> names) implements RowWise {
        public Table {
            names = List.copyOf(names);
        }
    }

    /**
     * {@code rex}: named groups of a regular expression become fields.
     *
     * @param maxMatch how often the expression is matched: with more than one, fields become multivalue; 0 for no bound
     */
    record Extract(String field, String regex, int maxMatch) implements RowWise {}

    /**
     * {@code rex mode=sed "s/regex/replacement/flags"}.
     *
     * @param replacement in which {@code \1} stands for a group
     * @param occurrence 0 for all matches ({@code g}), else which match is replaced, from 1
     */
    record Substitute(String field, String regex, String replacement, int occurrence) implements RowWise {}

    /** {@code rex mode=sed "y/from/to/"}: characters for characters. */
    record Transliterate(String field, String from, String to) implements RowWise {}

    /** {@code regex}: keeps the rows of which the field matches the expression, or, negated, does not. */
    record Regex(String field, String regex, boolean negated) implements RowWise {}

    /** {@code bin}: a time or number becomes the lower end of its bin. */
    record Bin(String field, String as, Span span) implements RowWise {}

    /** The width of a bin. */
    sealed interface Span {
        /** Bins of {@code _time}: days and longer begin at midnight UTC. */
        record Time(Duration width) implements Span {}

        record Number(double width) implements Span {}
    }

    /** {@code fillnull} with fields: those that are absent get the value. */
    record FillNull(String value, List<String> fields) implements RowWise {
        public FillNull {
            fields = List.copyOf(fields);
        }
    }

    /** {@code fillnull} without fields: each row gets the value for the fields that only other rows have. */
    record FillAll(String value) implements TableWise {}

    /**
     * {@code spath}: fields of JSON or XML text.
     *
     * @param path {@code null} for all fields of the text, under their paths
     * @param output the field written; {@code null} for the path's own name
     */
    record Spath(
            String input, @Nullable String path, @Nullable String output) implements RowWise {}

    /** {@code mvexpand}: a row for each value of the field. @param limit 0 for no bound */
    record ExpandValues(String field, int limit) implements RowWise {}

    /** {@code makemv}: splits a text into values by a delimiter, or by what a tokenizer's first group matches. */
    record MakeValues(
            String field,
            @Nullable String delimiter,
            @Nullable String tokenizer,
            boolean allowEmpty) implements RowWise {}

    /**
     * {@code foreach}: computes fields once for each field whose name matches.
     *
     * @param names in which {@code *} stands for any characters
     * @param template in whose field names and literals {@code <<FIELD>>} stands for the field's name, {@code
     *     <<MATCHSTR>>} for what the {@code *} matched
     */
    record ForEach(List<String> names, List<Assignment> template) implements RowWise {
        public ForEach {
            names = List.copyOf(names);
            template = List.copyOf(template);
        }
    }

    /** {@code replace}: whole values that match become others. @param fields empty for all */
    record Replace(List<Replacement> replacements, List<String> fields) implements RowWise {
        public Replace {
            replacements = List.copyOf(replacements);
            fields = List.copyOf(fields);
        }
    }

    /** @param from with {@code *} for any characters @param to in which {@code *} stands for what it matched */
    record Replacement(String from, String to) {}

    /** {@code xmlkv}: elements of XML text become fields. */
    record XmlFields(String field) implements RowWise {}

    /** {@code fromjson}: the members of a JSON object become fields. */
    record JsonFields(String field, String prefix) implements RowWise {}

    /** {@code extract}: pairs of names and values in {@code _raw} become fields. Each delimiter is a set of characters. */
    record PairFields(String pairDelimiters, String valueDelimiters) implements RowWise {}

    /** {@code addtotals}: the sum of numeric fields. @param fields empty for all that are numbers; with {@code *} */
    record AddTotals(List<String> fields, String as) implements RowWise {
        public AddTotals {
            fields = List.copyOf(fields);
        }
    }

    /**
     * {@code lookup}.
     *
     * @param inputs what is compared: all must match
     * @param outputs what is added; never empty
     * @param overwrite whether a field that the row has is replaced ({@code OUTPUT})
     */
    record Lookup(LookupTable table, List<LookupField> inputs, List<LookupField> outputs, boolean overwrite)
            implements RowWise {
        public Lookup {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    record LookupField(String column, String field) {}

    /** {@code stats}: the rows become groups. */
    record Stats(Grouping.By grouping) implements TableWise {}

    /** {@code eventstats}: each row gets the aggregations over its group. */
    record EventStats(Grouping.By grouping) implements TableWise {}

    /**
     * {@code streamstats}: each row gets the aggregations over the rows of its group up to it.
     *
     * @param current whether the row itself counts
     * @param window how many rows back; 0 for all
     */
    record StreamStats(Grouping.By grouping, boolean current, int window) implements TableWise {}

    /**
     * {@code dedup}: the first rows of each combination of values.
     *
     * @param count how many rows of each
     * @param keepEmpty whether rows without one of the fields stay
     */
    record Dedup(int count, List<String> fields, boolean keepEmpty, boolean consecutive) implements TableWise {
        public Dedup {
            fields = List.copyOf(fields);
        }
    }

    /** {@code sort}. @param limit 0 for no bound */
    record Sort(int limit, List<SortKey> keys) implements TableWise {
        public Sort {
            keys = List.copyOf(keys);
        }
    }

    record SortKey(String field, boolean descending, Order order) {}

    /** How the values of a sort key are ordered. */
    enum Order {
        /** As numbers if both are, as addresses if both are, else as texts. */
        AUTO,
        IP,
        NUMBER,
        TEXT
    }

    /** {@code head}. @param limit at least 1 */
    record Head(int limit) implements TableWise {}

    /** {@code tail}. */
    record Last(int limit) implements TableWise {}

    /**
     * {@code join}: fields of the other search's rows with equal values are added.
     *
     * @param fields all that both have, if empty
     * @param outer whether rows without a partner stay
     * @param max how many partners a row has at most; 0 for no bound
     * @param overwrite whether the other's value replaces the row's
     */
    record Join(io.outrider.rule.Search other, List<String> fields, boolean outer, int max, boolean overwrite)
            implements TableWise {
        public Join {
            fields = List.copyOf(fields);
        }
    }

    /** {@code append}: the rows of another search behind those here. */
    record Append(io.outrider.rule.Search other) implements TableWise {}

    /** {@code appendcols}: the columns of another search's rows, row by row. */
    record AppendColumns(io.outrider.rule.Search other, boolean overwrite) implements TableWise {}

    /** {@code appendpipe}: behind the rows, what further stages make of them. */
    record AppendPipe(List<Stage> stages) implements TableWise {
        public AppendPipe {
            stages = List.copyOf(stages);
        }
    }

    /**
     * A subsearch in {@code search}: keeps the rows that match a row of the other search in all of its fields, as a search
     * term would ({@code *} in a value stands for any characters); negated, the others.
     */
    record KeepMatching(io.outrider.rule.Search other, boolean negated) implements TableWise {}

    /**
     * {@code transaction}: events that belong together become one row.
     *
     * @param startsWith {@code null} if there is none
     * @param endsWith {@code null} if there is none
     * @param maxSpan {@code null} for no bound
     * @param maxPause {@code null} for no bound
     * @param connected whether a row needs a field in common with the transaction
     */
    record Transaction(
            List<String> fields,
            @Nullable Predicate startsWith,
            @Nullable Predicate endsWith,
            @Nullable Duration maxSpan,
            @Nullable Duration maxPause,
            boolean connected,
            boolean keepEvicted)
            implements TableWise {
        public Transaction {
            fields = List.copyOf(fields);
        }
    }
}
