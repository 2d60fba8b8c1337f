package io.outrider.detect;

import io.outrider.rule.Expression;
import java.util.List;
import java.util.Set;

/** The parts of expressions: their operands, and the fields that they name. */
final class ExpressionFields {

    private ExpressionFields() {}

    /** Adds the names of all fields in the expression. */
    static void collect(Expression expression, Set<String> fields) {
        if (expression instanceof Expression.Field field) {
            fields.add(field.name());
        } else {
            operands(expression).forEach(operand -> collect(operand, fields));
        }
    }

    /** None for a field and a literal. */
    static List<Expression> operands(Expression expression) {
        if (expression instanceof Expression.Not not) {
            return List.of(not.negated());
        }
        if (expression instanceof Expression.And and) {
            return List.of(and.left(), and.right());
        }
        if (expression instanceof Expression.Or or) {
            return List.of(or.left(), or.right());
        }
        if (expression instanceof Expression.Xor xor) {
            return List.of(xor.left(), xor.right());
        }
        if (expression instanceof Expression.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        if (expression instanceof Expression.Like like) {
            return List.of(like.left(), like.right());
        }
        if (expression instanceof Expression.Calculation calculation) {
            return List.of(calculation.left(), calculation.right());
        }
        return expression instanceof Expression.Call call ? call.arguments() : List.of();
    }
}
