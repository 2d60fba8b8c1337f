package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.time.Instant;
import java.util.List;

/**
 * The functions of time, in UTC (Splunk Enterprise 9, Search Reference, "Date and Time functions"). {@code now()} is the
 * close of the row's window.
 */
final class TimeFunctions {

    private TimeFunctions() {}

    static Evaluator compile(Function function, List<Expression> arguments) {
        return switch (function) {
            case NOW -> (row, now) -> Value.of(seconds(now));
            case RELATIVE_TIME -> relative(arguments);
            case STRFTIME -> format(arguments);
            case STRPTIME -> parse(arguments);
            default -> throw new IllegalArgumentException("no function of time: " + function);
        };
    }

    // A window at the ends of time closes at Instant.MAX: whole seconds are as exact as a double is there.
    private static double seconds(Instant moment) {
        return moment.getEpochSecond();
    }

    private static Evaluator relative(List<Expression> arguments) {
        Evaluator time = ExpressionCompiler.evaluator(arguments.get(0));
        PerConstant<RelativeTime> modifier = PerConstant.of(arguments.get(1), RelativeTime::parse);
        return (row, now) -> {
            Double seconds = NumberFunctions.number(time, row, now);
            RelativeTime relative = seconds == null ? null : modifier.get(row, now);
            Double moved = seconds == null || relative == null ? null : relative.from(seconds);
            return moved == null ? null : Value.of(moved);
        };
    }

    private static Evaluator format(List<Expression> arguments) {
        Evaluator time = ExpressionCompiler.evaluator(arguments.get(0));
        PerConstant<TimeFormat> format = PerConstant.of(arguments.get(1), TimeFormat::compile);
        return (row, now) -> {
            Double seconds = NumberFunctions.number(time, row, now);
            TimeFormat compiled = seconds == null ? null : format.get(row, now);
            String text = seconds == null || compiled == null ? null : compiled.format(seconds);
            return text == null ? null : Value.of(text);
        };
    }

    private static Evaluator parse(List<Expression> arguments) {
        Evaluator text = ExpressionCompiler.evaluator(arguments.get(0));
        PerConstant<TimeParser> parser = PerConstant.of(arguments.get(1), TimeParser::compile);
        return (row, now) -> {
            Value value = text.eval(row, now);
            TimeParser compiled = value == null ? null : parser.get(row, now);
            Double seconds = value == null || compiled == null ? null : compiled.parse(value.text(), now);
            return seconds == null ? null : Value.of(seconds);
        };
    }
}
