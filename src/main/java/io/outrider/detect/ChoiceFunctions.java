package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import io.outrider.rule.Expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** The functions that choose among their arguments (Splunk Enterprise 9, "Comparison and Conditional functions"). */
final class ChoiceFunctions {

    private record Choice(Truth condition, Evaluator value) {}

    private ChoiceFunctions() {}

    static Evaluator compile(Function function, List<Expression> arguments) {
        return switch (function) {
            case CASE -> choice(arguments);
            case COALESCE -> coalesce(ExpressionCompiler.evaluators(arguments));
            case IF -> conditional(arguments);
            case NULL -> (row, now) -> null;
            case NULLIF -> nullIf(arguments.get(0), arguments.get(1));
            default -> throw new IllegalArgumentException("no choice: " + function);
        };
    }

    /** The value behind the first condition that is true; null if none is. */
    private static Evaluator choice(List<Expression> arguments) {
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "case takes pairs of a condition and a value, but found " + arguments.size() + " arguments");
        }
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            choices.add(new Choice(
                    ExpressionCompiler.truth(arguments.get(i)), ExpressionCompiler.evaluator(arguments.get(i + 1))));
        }
        return (row, now) -> {
            for (Choice choice : choices) {
                if (choice.condition().holds(row, now)) {
                    return choice.value().eval(row, now);
                }
            }
            return null;
        };
    }

    private static Evaluator coalesce(List<Evaluator> arguments) {
        return (row, now) -> {
            for (Evaluator argument : arguments) {
                Value value = argument.eval(row, now);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    // A condition that is null takes the second way.
    private static Evaluator conditional(List<Expression> arguments) {
        Truth condition = ExpressionCompiler.truth(arguments.get(0));
        Evaluator then = ExpressionCompiler.evaluator(arguments.get(1));
        Evaluator otherwise = ExpressionCompiler.evaluator(arguments.get(2));
        return (row, now) -> condition.holds(row, now) ? then.eval(row, now) : otherwise.eval(row, now);
    }

    private static Evaluator nullIf(Expression value, Expression other) {
        Truth equal = ExpressionCompiler.truth(new Expression.Comparison(value, Operator.EQUAL, other));
        Evaluator evaluator = ExpressionCompiler.evaluator(value);
        return (row, now) -> equal.holds(row, now) ? null : evaluator.eval(row, now);
    }
}
