package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of numbers (Splunk Enterprise 9, "Mathematical functions" and "Statistical eval functions"). One of a text
 * that is no number, or with a result that is none, has no value.
 */
final class NumberFunctions {

    private NumberFunctions() {}

    static Evaluator compile(Function function, List<Expression> expressions) {
        List<Evaluator> arguments = ExpressionCompiler.evaluators(expressions);
        Evaluator first = arguments.get(0);
        return switch (function) {
            case ABS -> on(first, Math::abs);
            case CEILING -> on(first, Math::ceil);
            case FLOOR -> on(first, Math::floor);
            case MAX -> extreme(arguments, 1);
            case MIN -> extreme(arguments, -1);
            case POW -> pow(first, arguments.get(1));
            case ROUND -> round(first, arguments.size() == 1 ? null : arguments.get(1));
            default -> throw new IllegalArgumentException("no function of numbers: " + function);
        };
    }

    static @Nullable Double number(Evaluator argument, Fields row, Instant now) {
        Value value = argument.eval(row, now);
        return value == null ? null : Numbers.of(value);
    }

    /** {@code null} for an infinite number or none. */
    static @Nullable Value value(double number) {
        // Adding zero makes 0 of -0.
        return Double.isFinite(number) ? Value.of(number + 0.0) : null;
    }

    private static Evaluator on(Evaluator argument, DoubleUnaryOperator operator) {
        return (row, now) -> {
            Double number = number(argument, row, now);
            return number == null ? null : value(operator.applyAsDouble(number));
        };
    }

    private static Evaluator pow(Evaluator base, Evaluator exponent) {
        return (row, now) -> {
            Double b = number(base, row, now);
            Double e = number(exponent, row, now);
            return b == null || e == null ? null : value(Math.pow(b, e));
        };
    }

    /** Half goes away from zero, on the decimal digits that the number is shown with. */
    private static Evaluator round(Evaluator argument, @Nullable Evaluator digits) {
        return (row, now) -> {
            Double number = number(argument, row, now);
            Double places = digits == null ? Double.valueOf(0) : number(digits, row, now);
            if (number == null || places == null) {
                return null;
            }
            // A double has no digit beyond these.
            int scale = (int) Math.max(-400, Math.min(400, places));
            return value(BigDecimal.valueOf(number)
                    .setScale(scale, RoundingMode.HALF_UP)
                    .doubleValue());
        };
    }

    /** Of all values of all arguments: numbers are less than texts (which are ordered by their characters). */
    private static Evaluator extreme(List<Evaluator> arguments, int sign) {
        return (row, now) -> {
            String best = null;
            for (Evaluator argument : arguments) {
                Value value = argument.eval(row, now);
                if (value != null) {
                    for (String text : value.texts()) {
                        best = best == null || compare(text, best) * sign > 0 ? text : best;
                    }
                }
            }
            Double number = best == null ? null : Numbers.parse(best);
            return number != null ? Value.of(number) : best == null ? null : Value.of(best);
        };
    }

    private static int compare(String one, String other) {
        Double a = Numbers.parse(one);
        Double b = Numbers.parse(other);
        if (a != null && b != null) {
            return a.compareTo(b);
        }
        return a == null && b == null ? one.compareTo(other) : a != null ? -1 : 1;
    }
}
