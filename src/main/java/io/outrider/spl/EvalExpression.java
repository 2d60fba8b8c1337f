package io.outrider.spl;

import java.util.List;

/** An expression of {@code where} and {@code eval}. */
sealed interface EvalExpression {

    Position position();

    record Field(Position position, String name) implements EvalExpression {}

    record Text(Position position, String text) implements EvalExpression {}

    record Number(Position position, double number) implements EvalExpression {}

    record Not(Position position, EvalExpression operand) implements EvalExpression {}

    /** Example: {@code -count}. */
    record Negative(Position position, EvalExpression operand) implements EvalExpression {}

    /** Two operands. Its position is that of the operator. */
    record Binary(Position position, EvalOperator operator, EvalExpression left, EvalExpression right)
            implements EvalExpression {}

    /** Example: {@code user IN ("a", "b")}. */
    record In(Position position, EvalExpression subject, List<EvalExpression> values) implements EvalExpression {
        public In {
            values = List.copyOf(values);
        }
    }

    /** Example: {@code match(process, "-r:")}. */
    record Call(Position position, String function, List<EvalExpression> arguments) implements EvalExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Example: {@code [ search x | return user ]}. */
    record Subsearch(Position position, Pipeline pipeline) implements EvalExpression {}
}
