package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Call;
import io.outrider.rule.Expression.Operator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The evaluation functions, after Splunk Enterprise 9, Search Reference, "Evaluation functions". */
final class Functions {

    private Functions() {}

    static boolean isCondition(Expression.Function function) {
        return switch (function) {
            case CIDRMATCH, FALSE, IN, ISNOTNULL, ISNULL, LIKE, MATCH, TRUE -> true;
            default -> false;
        };
    }

    static Truth truth(Call call) {
        List<Evaluator> arguments = ExpressionCompiler.evaluators(call.arguments());
        Evaluator first = arguments.isEmpty() ? (row, now) -> null : arguments.get(0);
        return switch (call.function()) {
            case ISNULL -> (row, now) -> first.eval(row, now) == null;
            case ISNOTNULL -> (row, now) -> first.eval(row, now) != null;
            case LIKE -> like(first, arguments.get(1));
            case MATCH -> match(first, call.arguments().get(1), arguments.get(1));
            case CIDRMATCH -> cidrMatch(first, arguments.get(1));
            case IN -> in(call.arguments());
            default -> {
                Evaluator value = evaluator(call);
                yield (row, now) -> ExpressionCompiler.truthOf(value.eval(row, now));
            }
        };
    }

    static Evaluator evaluator(Call call) {
        List<Evaluator> arguments = ExpressionCompiler.evaluators(call.arguments());
        Evaluator first = arguments.isEmpty() ? (row, now) -> null : arguments.get(0);
        return switch (call.function()) {
            case COALESCE -> coalesce(arguments);
            case IF -> conditional(ExpressionCompiler.truth(call.arguments().get(0)), arguments);
            case LEN -> onText(first, text -> Value.of(text.codePointCount(0, text.length())));
            case LOWER -> onText(first, text -> Value.of(text.toLowerCase(Locale.ROOT)));
            case UPPER -> onText(first, text -> Value.of(text.toUpperCase(Locale.ROOT)));
            case TOSTRING -> onText(first, Value::of);
            case TONUMBER -> onText(first, Functions::number);
            case MVCOUNT ->
                (row, now) -> {
                    Value value = first.eval(row, now);
                    return value == null ? null : Value.of(value.texts().size());
                };
            case CIDRMATCH, IN, ISNOTNULL, ISNULL, LIKE, MATCH -> {
                Truth truth = truth(call);
                yield (row, now) -> ExpressionCompiler.textOf(truth.eval(row, now));
            }
            default ->
                throw new IllegalArgumentException(
                        "the function " + call.function().text() + " is not run yet");
        };
    }

    /** {@code %} stands for any number of characters, {@code _} for one; case-sensitive; any value of a multivalue field. */
    static Truth like(Evaluator text, Evaluator pattern) {
        return (row, now) -> {
            Value value = text.eval(row, now);
            Value like = pattern.eval(row, now);
            return value == null || like == null ? null : any(value, Like.compile(like.text()));
        };
    }

    private static Truth match(Evaluator text, Expression pattern, Evaluator patternValue) {
        // A constant pattern, the usual one, is compiled once; the compiler of the rule has shown that it is valid.
        Pattern constant = pattern instanceof Expression.Literal literal
                ? Pattern.compile(literal.value().text())
                : null;
        return (row, now) -> {
            Value value = text.eval(row, now);
            Value regex = patternValue.eval(row, now);
            if (value == null || regex == null) {
                return null;
            }
            Pattern compiled = constant == null ? Pattern.compile(regex.text()) : constant;
            return any(value, candidate -> BoundedRegex.find(compiled, candidate));
        };
    }

    private static Truth cidrMatch(Evaluator range, Evaluator address) {
        return (row, now) -> {
            Value cidr = range.eval(row, now);
            Value value = address.eval(row, now);
            if (cidr == null || value == null) {
                return null;
            }
            return CidrRange.parse(cidr.text())
                    .map(parsed -> any(value, parsed))
                    .orElse(false);
        };
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

    private static Evaluator conditional(Truth condition, List<Evaluator> arguments) {
        return (row, now) -> arguments.get(condition.holds(row, now) ? 1 : 2).eval(row, now);
    }

    private static Evaluator onText(Evaluator argument, TextFunction function) {
        return (row, now) -> {
            Value value = argument.eval(row, now);
            return value == null ? null : function.apply(value.text());
        };
    }

    private static @Nullable Value number(String text) {
        Double number = Numbers.parse(text);
        return number == null ? null : Value.of(number);
    }

    private static boolean any(Value value, TextTest test) {
        for (String text : value.texts()) {
            if (test.test(text)) {
                return true;
            }
        }
        return false;
    }

    private interface TextFunction {
        @Nullable
        Value apply(String text);
    }
}
