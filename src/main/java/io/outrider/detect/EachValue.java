package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code mvfilter} and {@code mvmap}: an expression is evaluated for each value of a field, in whose place it sees that
 * value alone (Splunk Enterprise 9, Search Reference, "Multivalue eval functions").
 */
final class EachValue {

    private EachValue() {}

    /** Keeps the values for which the condition, which names exactly one field, is true. */
    static Evaluator filter(Expression condition) {
        String field = onlyField(condition);
        Truth truth = ExpressionCompiler.truth(condition);
        return (row, now) -> {
            Value value = row.get(field);
            if (value == null) {
                return null;
            }
            List<String> kept = new ArrayList<>();
            for (String text : value.texts()) {
                if (truth.holds(with(row, field, Value.of(text)), now)) {
                    kept.add(text);
                }
            }
            return MultivalueFunctions.value(kept);
        };
    }

    /** What the second argument gives for each value of the first; a null gives no value. */
    static Evaluator map(List<Expression> arguments) {
        Expression mapped = arguments.get(0);
        String field = mapped instanceof Expression.Field named ? named.name() : onlyField(mapped);
        Evaluator values = ExpressionCompiler.evaluator(mapped);
        Evaluator each = ExpressionCompiler.evaluator(arguments.get(1));
        return (row, now) -> {
            Value value = values.eval(row, now);
            if (value == null) {
                return null;
            }
            List<String> results = new ArrayList<>();
            for (String text : value.texts()) {
                Value result = each.eval(with(row, field, Value.of(text)), now);
                if (result != null) {
                    results.addAll(result.texts());
                }
            }
            return MultivalueFunctions.value(results);
        };
    }

    private static Fields with(Fields row, String field, Value value) {
        return name -> name.equals(field) ? value : row.get(name);
    }

    private static String onlyField(Expression expression) {
        Set<String> fields = new LinkedHashSet<>();
        expression.addFields(fields);
        if (fields.size() != 1) {
            throw new IllegalArgumentException("expected an expression of one field, but found the fields " + fields);
        }
        return fields.iterator().next();
    }
}
