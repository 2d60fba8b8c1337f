package io.outrider.spl;

import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Comparison;
import io.outrider.spl.SearchExpression.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code earliest=} and {@code latest=} out of a search: they say over which time it runs, and are no fields.
 *
 * @param rest the conditions without them; {@code null} if none is left
 */
record TimeModifiers(@Nullable SearchExpression rest) {

    static TimeModifiers of(@Nullable SearchExpression expression, Context context) {
        if (expression instanceof And and) {
            List<SearchExpression> rest = new ArrayList<>(and.operands());
            rest.removeIf(operand -> isModifier(operand, context));
            return new TimeModifiers(
                    rest.isEmpty() ? null : rest.size() == 1 ? rest.get(0) : new And(and.position(), rest));
        }
        return new TimeModifiers(expression == null || isModifier(expression, context) ? null : expression);
    }

    private static boolean isModifier(SearchExpression expression, Context context) {
        if (!(expression instanceof Comparison comparison) || comparison.operator() != Operator.EQUAL) {
            return false;
        }
        String name = comparison.field().text();
        String value = comparison.value().text();
        Optional<Duration> back = TimeSpan.back(value);
        if (name.equals("earliest")) {
            back.ifPresentOrElse(
                    span -> context.looksOver(span, comparison.position(), "earliest=" + value),
                    () -> context.error(
                            comparison.value().position(),
                            name,
                            "expected a relative time of a fixed length for earliest, as -1h, but found " + value));
            return true;
        }
        if (name.equals("latest")) {
            if (!value.equals("now") && !value.equals("now()")) {
                context.error(
                        comparison.value().position(),
                        name,
                        "expected latest=now, but found " + value + "; a window ends when it ends");
            }
            return true;
        }
        return false;
    }
}
