package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Arithmetic;
import io.outrider.rule.Expression.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions into evaluators.
 *
 * <p>Follows the evaluation functions and the {@code where} command of Splunk Enterprise 9: comparison is case-sensitive,
 * by number where both sides are numbers; null is neither true nor false, and {@code NOT} of it is null again. Whether a
 * comparison with a multivalue field holds when it holds for any of its values is not said there; it is taken so.
 */
final class ExpressionCompiler {

    private ExpressionCompiler() {}

    /** Whether the expression says true or false by its form, whatever the row. */
    static boolean isCondition(Expression expression) {
        return expression instanceof Expression.Not
                || expression instanceof Expression.And
                || expression instanceof Expression.Or
                || expression instanceof Expression.Xor
                || expression instanceof Expression.Comparison
                || expression instanceof Expression.Like
                || expression instanceof Expression.Call call && Functions.isCondition(call.function());
    }

    static Truth truth(Expression expression) {
        if (expression instanceof Expression.Not not) {
            Truth negated = truth(not.negated());
            return (row, now) -> negate(negated.eval(row, now));
        }
        if (expression instanceof Expression.And and) {
            return and(truth(and.left()), truth(and.right()));
        }
        if (expression instanceof Expression.Or or) {
            return or(truth(or.left()), truth(or.right()));
        }
        if (expression instanceof Expression.Xor xor) {
            Truth left = truth(xor.left());
            Truth right = truth(xor.right());
            return (row, now) -> xor(left.eval(row, now), right.eval(row, now));
        }
        if (expression instanceof Expression.Comparison comparison) {
            return comparison(evaluator(comparison.left()), comparison.operator(), evaluator(comparison.right()));
        }
        if (expression instanceof Expression.Like like) {
            return ConditionFunctions.like(like.left(), like.right());
        }
        if (expression instanceof Expression.Call call) {
            return Functions.truth(call);
        }
        Evaluator value = evaluator(expression);
        return (row, now) -> truthOf(value.eval(row, now));
    }

    static Evaluator evaluator(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return (row, now) -> literal.value();
        }
        if (expression instanceof Expression.Field field) {
            return (row, now) -> row.get(field.name());
        }
        if (expression instanceof Expression.Calculation calculation) {
            return calculation(evaluator(calculation.left()), calculation.operator(), evaluator(calculation.right()));
        }
        if (expression instanceof Expression.Call call) {
            return Functions.evaluator(call);
        }
        Truth truth = truth(expression);
        return (row, now) -> textOf(truth.eval(row, now));
    }

    private static @Nullable Boolean negate(@Nullable Boolean value) {
        return value == null ? null : !value;
    }

    private static Truth and(Truth left, Truth right) {
        return decidedBy(false, left, right);
    }

    static Truth or(Truth left, Truth right) {
        return decidedBy(true, left, right);
    }

    // The right side is not looked at where the left one decides: it may be dear, or fail.
    private static Truth decidedBy(Boolean decisive, Truth left, Truth right) {
        return (row, now) -> {
            Boolean first = left.eval(row, now);
            if (decisive.equals(first)) {
                return decisive;
            }
            Boolean second = right.eval(row, now);
            return first == null && !decisive.equals(second) ? null : second;
        };
    }

    private static @Nullable Boolean xor(@Nullable Boolean left, @Nullable Boolean right) {
        return left == null || right == null ? null : !left.equals(right);
    }

    private static Truth comparison(Evaluator left, Operator operator, Evaluator right) {
        return (row, now) -> {
            Value a = left.eval(row, now);
            Value b = right.eval(row, now);
            return a == null || b == null ? null : anyPair(a, operator, b);
        };
    }

    private static boolean anyPair(Value a, Operator operator, Value b) {
        for (String left : a.texts()) {
            for (String right : b.texts()) {
                if (operator.holds(compare(left, right))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int compare(String a, String b) {
        Double left = Numbers.parse(a);
        Double right = left == null ? null : Numbers.parse(b);
        return left == null || right == null ? a.compareTo(b) : left.compareTo(right);
    }

    private static Evaluator calculation(Evaluator left, Arithmetic operator, Evaluator right) {
        return (row, now) -> {
            Value a = left.eval(row, now);
            Value b = right.eval(row, now);
            return a == null || b == null ? null : calculate(a, operator, b);
        };
    }

    private static @Nullable Value calculate(Value a, Arithmetic operator, Value b) {
        Double left = Numbers.of(a);
        Double right = Numbers.of(b);
        boolean texts =
                operator == Arithmetic.CONCATENATE || operator == Arithmetic.ADD && left == null && right == null;
        if (texts) {
            return Value.of(a.text() + b.text());
        }
        if (left == null || right == null) {
            return null;
        }
        double result = switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case CONCATENATE -> throw new IllegalStateException("texts are joined above");
        };
        // Splunk gives no value for a division by zero.
        return Double.isFinite(result) ? Value.of(result) : null;
    }

    static @Nullable Boolean truthOf(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        Double number = Numbers.of(value);
        return number == null ? value.text().equalsIgnoreCase("true") : number != 0;
    }

    static @Nullable Value textOf(@Nullable Boolean truth) {
        return truth == null ? null : Value.of(truth ? "True" : "False");
    }

    static List<Evaluator> evaluators(List<Expression> expressions) {
        return expressions.stream().map(ExpressionCompiler::evaluator).toList();
    }
}
