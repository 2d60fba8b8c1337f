package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Call;
import java.util.List;

/**
 * The evaluation functions, after Splunk Enterprise 9, Search Reference, "Evaluation functions": where each is compiled.
 *
 * <p>A function of a value that is null is null, unless it is there to deal with nulls. Those that take one text are
 * computed for the values of a multivalue field one by one, as far as their documentation says so; else for its texts joined
 * by line feeds.
 */
final class Functions {

    private Functions() {}

    /** Whether the function says true or false. */
    static boolean isCondition(Expression.Function function) {
        return switch (function) {
            case CIDRMATCH, FALSE, IN, ISNOTNULL, ISNULL, LIKE, MATCH, TRUE -> true;
            default -> false;
        };
    }

    static Truth truth(Call call) {
        if (isCondition(call.function())) {
            return ConditionFunctions.compile(call);
        }
        Evaluator value = evaluator(call);
        return (row, now) -> ExpressionCompiler.truthOf(value.eval(row, now));
    }

    static Evaluator evaluator(Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case CIDRMATCH, FALSE, IN, ISNOTNULL, ISNULL, LIKE, MATCH, TRUE -> {
                Truth truth = truth(call);
                yield (row, now) -> ExpressionCompiler.textOf(truth.eval(row, now));
            }
            case CASE, COALESCE, IF, NULL, NULLIF -> ChoiceFunctions.compile(call.function(), arguments);
            case ABS, CEILING, FLOOR, MAX, MIN, POW, ROUND -> NumberFunctions.compile(call.function(), arguments);
            case TONUMBER, TOSTRING -> ConversionFunctions.compile(call.function(), arguments);
            case LEN, LOWER, LTRIM, REPLACE, RTRIM, SUBSTR, TRIM, UPPER, URLDECODE ->
                TextFunctions.compile(call.function(), arguments);
            case MVAPPEND, MVCOUNT, MVDEDUP, MVFILTER, MVFIND, MVINDEX, MVJOIN, MVMAP, MVSORT, MVZIP, SPLIT ->
                MultivalueFunctions.compile(call.function(), arguments);
            case NOW, RELATIVE_TIME, STRFTIME, STRPTIME -> TimeFunctions.compile(call.function(), arguments);
        };
    }

    /** A text computed from the value as a whole. */
    static Evaluator onText(Evaluator argument, TextFunction function) {
        return (row, now) -> {
            Value value = argument.eval(row, now);
            return value == null ? null : function.apply(value.text());
        };
    }
}
