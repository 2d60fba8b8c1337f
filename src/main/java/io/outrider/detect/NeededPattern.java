package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Call;
import io.outrider.rule.Expression.Comparison;
import io.outrider.rule.Expression.Function;
import io.outrider.rule.Expression.Literal;
import io.outrider.rule.Expression.Operator;
import io.outrider.rule.Predicate.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern without regard to case that a field's value has wherever a condition on the field is true: what the index can look
 * for.
 */
final class NeededPattern {

    private NeededPattern() {}

    /** The pattern of a condition whose one field is the first operand, as it is; {@code null} if none can be told. */
    static @Nullable Pattern of(Expression condition) {
        if (condition instanceof Comparison comparison && comparison.operator() == Operator.EQUAL) {
            String text = text(comparison.right());
            // 7 equals 7.0.
            return text == null || Numbers.parse(text) != null ? null : wildcard(text);
        }
        if (condition instanceof Call call && call.function() == Function.MATCH) {
            return ofRegex(text(call.arguments().get(1)));
        }
        return condition instanceof Call call && call.function() == Function.LIKE
                ? ofLike(text(call.arguments().get(1)))
                : null;
    }

    /** @param regex {@code null} if it is not known */
    static @Nullable Pattern ofRegex(@Nullable String regex) {
        String required = regex == null ? null : Regex.compile(regex).required();
        return required == null ? null : wildcard("", required, "");
    }

    private static @Nullable Pattern ofLike(@Nullable String like) {
        return like == null || like.indexOf('_') >= 0 || like.indexOf('\\') >= 0 ? null : wildcard(like.split("%", -1));
    }

    /** The parts with anything between them. */
    private static @Nullable Pattern wildcard(String... parts) {
        String pattern = String.join("*", parts);
        boolean plain = pattern.chars().filter(c -> c == '*').count() == parts.length - 1;
        return plain && !pattern.equals("*") ? new Pattern.Wildcard(pattern) : null;
    }

    private static @Nullable String text(Expression expression) {
        return expression instanceof Literal literal && literal.value() instanceof Value.Text text ? text.text() : null;
    }
}
