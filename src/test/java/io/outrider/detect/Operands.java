package io.outrider.detect;

import io.outrider.rule.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Puts other operands into an expression. */
final class Operands {

    private Operands() {}

    static Expression replaced(Expression expression, IntFunction<Expression> operand) {
        if (expression instanceof Expression.Calculation calculation) {
            return new Expression.Calculation(operand.apply(0), calculation.operator(), operand.apply(1));
        }
        if (expression instanceof Expression.Comparison comparison) {
            return new Expression.Comparison(operand.apply(0), comparison.operator(), operand.apply(1));
        }
        if (expression instanceof Expression.And) {
            return new Expression.And(operand.apply(0), operand.apply(1));
        }
        if (expression instanceof Expression.Or) {
            return new Expression.Or(operand.apply(0), operand.apply(1));
        }
        if (expression instanceof Expression.Xor) {
            return new Expression.Xor(operand.apply(0), operand.apply(1));
        }
        if (expression instanceof Expression.Not) {
            return new Expression.Not(operand.apply(0));
        }
        if (expression instanceof Expression.Like) {
            return new Expression.Like(operand.apply(0), operand.apply(1));
        }
        if (expression instanceof Expression.Call call) {
            List<Expression> arguments = new ArrayList<>();
            for (int i = 0; i < call.arguments().size(); i++) {
                arguments.add(operand.apply(i));
            }
            return new Expression.Call(call.function(), arguments);
        }
        return expression;
    }
}
