package io.outrider.spl;

import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Comparison;
import io.outrider.spl.SearchExpression.Operator;
import org.jspecify.annotations.Nullable;

/** Takes {@code earliest=} and {@code latest=} out of a search: they say over which time it runs, and are no fields. */
final class TimeModifiers {

    private TimeModifiers() {}

    /** The conditions without them; {@code null} if none is left. What they say is told to the context. */
    static @Nullable SearchExpression takenFrom(@Nullable SearchExpression expression, Context context) {
        if (expression instanceof And and) {
            return and.without(operand -> isModifier(operand, context));
        }
        return expression == null || isModifier(expression, context) ? null : expression;
    }

    private static boolean isModifier(SearchExpression expression, Context context) {
        if (!(expression instanceof Comparison comparison) || comparison.operator() != Operator.EQUAL) {
            return false;
        }
        switch (comparison.field().text()) {
            case "earliest" -> earliest(comparison, context);
            case "latest" -> latest(comparison, context);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void earliest(Comparison comparison, Context context) {
        String value = comparison.value().text();
        TimeSpan.back(value)
                .ifPresentOrElse(
                        span -> context.looksOver(span, comparison.position(), "earliest=" + value),
                        () -> context.error(
                                comparison.value().position(),
                                "earliest",
                                "expected a relative time of a fixed length for earliest, as -1h, but found " + value));
    }

    private static void latest(Comparison comparison, Context context) {
        String value = comparison.value().text();
        if (!value.equals("now") && !value.equals("now()")) {
            context.error(
                    comparison.value().position(),
                    "latest",
                    "expected latest=now, but found " + value + "; a window ends when it ends");
        }
    }
}
