package io.outrider.detect;

import io.outrider.cim.CidrRange;
import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Call;
import io.outrider.rule.Expression.Operator;
import java.util.List;

/**
 * The functions that say true or false (Splunk Enterprise 9, Search Reference, "Comparison and Conditional functions" and
 * "Informational functions"). One on a multivalue field holds when it holds for any of its values.
 */
final class ConditionFunctions {

    private ConditionFunctions() {}

    static Truth compile(Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case TRUE -> (row, now) -> Boolean.TRUE;
            case FALSE -> (row, now) -> Boolean.FALSE;
            case ISNULL -> {
                Evaluator value = ExpressionCompiler.evaluator(arguments.get(0));
                yield (row, now) -> value.eval(row, now) == null;
            }
            case ISNOTNULL -> {
                Evaluator value = ExpressionCompiler.evaluator(arguments.get(0));
                yield (row, now) -> value.eval(row, now) != null;
            }
            case LIKE -> like(arguments.get(0), arguments.get(1));
            case MATCH -> match(arguments.get(0), arguments.get(1));
            case CIDRMATCH -> cidrMatch(arguments.get(0), arguments.get(1));
            case IN -> in(arguments);
            default -> throw new IllegalArgumentException("no condition: " + call.function());
        };
    }

    /** {@code %} stands for any number of characters, {@code _} for one; case-sensitive. */
    static Truth like(Expression text, Expression pattern) {
        return test(text, PerConstant.of(pattern, Like::compile));
    }

    private static Truth match(Expression text, Expression pattern) {
        return test(text, PerConstant.of(pattern, expression -> Regex.compile(expression)::find));
    }

    private static Truth cidrMatch(Expression range, Expression address) {
        return test(
                address,
                PerConstant.of(
                        range,
                        text -> CidrRange.parse(text)
                                .<TextTest>map(parsed -> parsed::contains)
                                .orElse(other -> false)));
    }

    private static Truth test(Expression tested, PerConstant<TextTest> test) {
        Evaluator argument = ExpressionCompiler.evaluator(tested);
        return (row, now) -> {
            Value value = argument.eval(row, now);
            TextTest compiled = value == null ? null : test.get(row, now);
            return value == null || compiled == null ? null : any(value, compiled);
        };
    }

    static boolean any(Value value, TextTest test) {
        if (!(value instanceof Value.Multi multi)) {
            return test.test(value.text());
        }
        for (String text : multi.texts()) {
            if (test.test(text)) {
                return true;
            }
        }
        return false;
    }

    // A chain of OR, null where an absent value could have been equal.
    private static Truth in(List<Expression> arguments) {
        Expression field = arguments.get(0);
        return arguments.stream()
                .skip(1)
                .map(value -> ExpressionCompiler.truth(new Expression.Comparison(field, Operator.EQUAL, value)))
                .reduce(ExpressionCompiler::or)
                .orElseThrow();
    }
}
