package io.outrider.spl;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.spl.Command.Aggregate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lowers aggregations. Without {@code AS} a column is named as its aggregation is written: {@code min(_time)}. */
final class AggregateLowering {

    private final @Nullable FieldNames fields;
    private final UnaryOperator<String> columns;
    private final Context context;

    /**
     * @param fields {@code null} if the dataset is not known: then only the functions are checked
     * @param columns how a field is named in the name of a column
     */
    AggregateLowering(@Nullable FieldNames fields, UnaryOperator<String> columns, Context context) {
        this.fields = fields;
        this.columns = columns;
        this.context = context;
    }

    /** Those of a command behind the first, on the fields of its rows. */
    static AggregateLowering ofRows(Context context) {
        return new AggregateLowering(Name::text, name -> name, context);
    }

    /**
     * Without those that have errors. One that is written twice is taken once, with a warning; two of one column are an
     * error, and so is one with the column of a key.
     *
     * @param keys the columns that the rows are keyed by
     */
    List<Grouping.Aggregation> lower(List<Aggregate> aggregates, List<Grouping.Key> keys) {
        Set<String> taken = new HashSet<>();
        keys.forEach(key -> taken.add(key.column()));
        Map<String, Grouping.Aggregation> lowered = new LinkedHashMap<>();
        for (Aggregate aggregate : aggregates) {
            Grouping.Aggregation one = lower(aggregate);
            if (one == null) {
                continue;
            }
            Position place = aggregate.function().position();
            Grouping.Aggregation first = lowered.putIfAbsent(one.column(), one);
            if (one.equals(first)) {
                context.problems()
                        .warning(
                                place,
                                one.column(),
                                "expected an aggregation once, but found " + one.column() + " again");
            } else if (first != null || taken.contains(one.column())) {
                context.error(
                        place,
                        one.column(),
                        "expected columns of different names, but found two named " + one.column()
                                + "; rename one by AS");
            }
        }
        return new ArrayList<>(lowered.values());
    }

    private Grouping.@Nullable Aggregation lower(Aggregate aggregate) {
        String name = aggregate.function().text().toLowerCase(Locale.ROOT);
        Grouping.Function function = function(aggregate.function());
        if (function == null) {
            return null;
        }
        if (aggregate.expression() != null) {
            return ofExpression(aggregate, function);
        }
        Name field = aggregate.field();
        if (field == null && function != Grouping.Function.COUNT) {
            context.error(
                    aggregate.function().position(), name, "expected a field in " + name + "(...), but found none");
            return null;
        }
        if (field != null && field.text().contains("*")) {
            context.error(
                    field.position(),
                    field.text(),
                    "expected a field in " + name + "(...), but found the wildcard " + field.text()
                            + "; name the fields");
            return null;
        }
        String resolved = field == null || fields == null ? null : fields.resolve(field);
        if (fields == null || field != null && resolved == null) {
            return null;
        }
        String written = resolved == null ? name : name + '(' + columns.apply(resolved) + ')';
        String column = aggregate.as() == null ? written : aggregate.as().text();
        return Grouping.Aggregation.of(function, resolved, column);
    }

    /** Example: {@code count(eval(action="failure")) AS failures}. */
    private Grouping.@Nullable Aggregation ofExpression(Aggregate aggregate, Grouping.Function function) {
        ExpressionLowering expressions = new ExpressionLowering(context);
        // A count is of rows for which a condition holds, or for which there is a value.
        Optional<Expression> argument = function == Grouping.Function.COUNT
                ? expressions.either(aggregate.expression())
                : expressions.value(aggregate.expression());
        if (aggregate.as() == null) {
            context.error(
                    aggregate.function().position(),
                    aggregate.function().text(),
                    "expected AS and a column's name behind an aggregated expression, but found none");
            return null;
        }
        return argument.map(expression -> new Grouping.Aggregation(
                        function, expression, aggregate.as().text()))
                .orElse(null);
    }

    private Grouping.@Nullable Function function(Name name) {
        Optional<AggregationRule> rule = AggregationRule.of(name.text());
        if (rule.isPresent() && rule.get().function() != null) {
            return rule.get().function();
        }
        List<String> run = new ArrayList<>();
        for (AggregationRule one : AggregationRule.all()) {
            if (one.function() != null) {
                run.add(one.name());
            }
        }
        context.error(
                name.position(),
                name.text(),
                "expected an aggregation that is run, but found " + name.text()
                        + rule.map(refused -> Coverage.refusal(refused.why()))
                                .orElseGet(() -> Suggestion.among(run, name.text()))
                        + Coverage.HINT);
        return null;
    }
}
