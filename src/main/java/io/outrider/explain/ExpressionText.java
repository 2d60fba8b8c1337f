package io.outrider.explain;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import java.util.stream.Collectors;

/** Expressions as searches write them. */
final class ExpressionText {

    private ExpressionText() {}

    static String of(Expression expression) {
        if (expression instanceof Expression.Field field) {
            return SafeText.printable(field.name());
        }
        if (expression instanceof Expression.Literal literal) {
            return literal.value() instanceof Value.Number number
                    ? number.text()
                    : SafeText.quoted(literal.value().text());
        }
        if (expression instanceof Expression.Not not) {
            return "NOT " + inner(not.negated());
        }
        if (expression instanceof Expression.And and) {
            return joined(and.left(), "AND", and.right());
        }
        if (expression instanceof Expression.Or or) {
            return joined(or.left(), "OR", or.right());
        }
        if (expression instanceof Expression.Xor xor) {
            return joined(xor.left(), "XOR", xor.right());
        }
        if (expression instanceof Expression.Comparison comparison) {
            return joined(comparison.left(), comparison.operator().symbol(), comparison.right());
        }
        if (expression instanceof Expression.Like like) {
            return joined(like.left(), "LIKE", like.right());
        }
        if (expression instanceof Expression.Calculation calculation) {
            return joined(calculation.left(), calculation.operator().symbol(), calculation.right());
        }
        Expression.Call call = (Expression.Call) expression;
        return call.arguments().stream()
                .map(ExpressionText::of)
                .collect(Collectors.joining(", ", call.function().text() + "(", ")"));
    }

    private static String joined(Expression left, String operator, Expression right) {
        return inner(left) + ' ' + operator + ' ' + inner(right);
    }

    private static String inner(Expression expression) {
        boolean plain = expression instanceof Expression.Field
                || expression instanceof Expression.Literal
                || expression instanceof Expression.Call;
        return plain ? of(expression) : '(' + of(expression) + ')';
    }
}
