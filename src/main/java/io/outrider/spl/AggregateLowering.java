package io.outrider.spl;

import io.outrider.rule.Grouping;
import io.outrider.spl.Command.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lowers aggregations. Without {@code AS} a column is named as its aggregation is written: {@code min(_time)}. */
final class AggregateLowering {

    private static final Map<String, Grouping.Function> FUNCTIONS = Map.of(
            "count", Grouping.Function.COUNT,
            "dc", Grouping.Function.DISTINCT_COUNT,
            "distinct_count", Grouping.Function.DISTINCT_COUNT,
            "earliest", Grouping.Function.EARLIEST,
            "latest", Grouping.Function.LATEST,
            "max", Grouping.Function.MAX,
            "min", Grouping.Function.MIN,
            "values", Grouping.Function.VALUES);

    private final @Nullable DatasetFields fields;
    private final Problems problems;

    /** @param fields {@code null} if the dataset is not known: then only the functions are checked */
    AggregateLowering(@Nullable DatasetFields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** As many as given, unless there are errors. */
    List<Grouping.Aggregation> lower(List<Aggregate> aggregates) {
        List<Grouping.Aggregation> lowered = new ArrayList<>();
        for (Aggregate aggregate : aggregates) {
            Grouping.Aggregation one = lower(aggregate);
            if (one != null) {
                lowered.add(one);
            }
        }
        return lowered;
    }

    private Grouping.@Nullable Aggregation lower(Aggregate aggregate) {
        String name = aggregate.function().text().toLowerCase(Locale.ROOT);
        Grouping.Function function = FUNCTIONS.get(name);
        if (function == null) {
            problems.error(
                    aggregate.function().position(),
                    aggregate.function().text(),
                    "expected an aggregation that is run (count, dc, earliest, latest, max, min, values), but found "
                            + aggregate.function().text());
            return null;
        }
        Name field = aggregate.field();
        if (field == null && function != Grouping.Function.COUNT) {
            problems.error(
                    aggregate.function().position(), name, "expected a field in " + name + "(...), but found none");
            return null;
        }
        String resolved = field == null || fields == null ? null : fields.resolve(field);
        if (fields == null || field != null && resolved == null) {
            return null;
        }
        String written = resolved == null ? name : name + '(' + fields.column(resolved) + ')';
        String column = aggregate.as() == null ? written : aggregate.as().text();
        return Grouping.Aggregation.of(function, resolved, column);
    }
}
