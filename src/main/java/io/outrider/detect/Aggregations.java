package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** The aggregations of a grouping with their arguments compiled. Has no state: that is in the accumulators it makes. */
final class Aggregations {

    private static final Value ONE = Value.of(1);

    private final List<Aggregation> aggregations;
    private final Evaluator[] arguments;
    private final int maxValues;

    private Aggregations(List<Aggregation> aggregations, int maxValues) {
        this.aggregations = aggregations;
        this.arguments = aggregations.stream().map(Aggregations::argument).toArray(Evaluator[]::new);
        this.maxValues = maxValues;
    }

    /** @param maxValues how many distinct values a group keeps of each */
    static Aggregations compile(List<Aggregation> aggregations, int maxValues) {
        return new Aggregations(aggregations, maxValues);
    }

    private static Evaluator argument(Aggregation aggregation) {
        Expression argument = aggregation.argument();
        if (argument == null) {
            return (row, now) -> ONE;
        }
        // count(eval(status=404)) counts the rows of which the condition is true.
        if (aggregation.function() == Function.COUNT && ExpressionCompiler.isCondition(argument)) {
            Truth condition = ExpressionCompiler.truth(argument);
            return (row, now) -> condition.holds(row, now) ? ONE : null;
        }
        return ExpressionCompiler.evaluator(argument);
    }

    /** One for each aggregation, in their order. */
    Accumulator[] accumulators() {
        Accumulator[] accumulators = new Accumulator[arguments.length];
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = Accumulator.of(aggregations.get(i).function(), maxValues);
        }
        return accumulators;
    }

    /**
     * Adds a row to each of the accumulators.
     *
     * @param now the close of the row's window
     */
    void add(Accumulator[] accumulators, Fields row, Instant now, Place place) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].add(arguments[i].eval(row, now), place);
        }
    }

    /** Gives the results that have a value, each with its column. */
    void results(Accumulator[] accumulators, BiConsumer<String, Value> columns) {
        for (int i = 0; i < accumulators.length; i++) {
            Value value = accumulators[i].result();
            if (value != null) {
                columns.accept(aggregations.get(i).column(), value);
            }
        }
    }
}
