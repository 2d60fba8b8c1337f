package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something compiled from the text of an argument: once if that is a constant, the usual case, else for each row. */
@FunctionalInterface
interface PerConstant<T> {

    /** {@code null} if the argument has no value. */
    @Nullable
    T get(Fields row, Instant now);

    static <T> PerConstant<T> of(Expression argument, Function<String, T> compiler) {
        if (argument instanceof Expression.Literal literal) {
            T compiled = compiler.apply(literal.value().text());
            return (row, now) -> compiled;
        }
        Evaluator evaluator = ExpressionCompiler.evaluator(argument);
        return (row, now) -> {
            Value value = evaluator.eval(row, now);
            return value == null ? null : compiler.apply(value.text());
        };
    }
}
