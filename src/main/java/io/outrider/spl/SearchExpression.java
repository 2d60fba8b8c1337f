package io.outrider.spl;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An expression of the search command, and of the {@code where} of {@code tstats}. */
sealed interface SearchExpression {

    Position position();

    /** Example: {@code a=1 b=2}, {@code a=1 AND b=2}. */
    record And(Position position, List<SearchExpression> operands) implements SearchExpression {
        public And {
            operands = List.copyOf(operands);
        }

        /** What is left without the operands that are left out; {@code null} if it is nothing. */
        @Nullable
        SearchExpression without(Predicate<SearchExpression> leftOut) {
            List<SearchExpression> rest =
                    operands.stream().filter(leftOut.negate()).toList();
            return rest.isEmpty() ? null : rest.size() == 1 ? rest.get(0) : new And(position, rest);
        }
    }

    /** Example: {@code a=1 OR b=2}. */
    record Or(Position position, List<SearchExpression> operands) implements SearchExpression {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** Example: {@code NOT a=1}. */
    record Not(Position position, SearchExpression operand) implements SearchExpression {}

    /** Example: {@code Processes.process="*-r:*"}. */
    record Comparison(Position position, Name field, Operator operator, Literal value) implements SearchExpression {}

    /** Example: {@code user IN ("a", "b*")}. */
    record In(Position position, Name field, List<Literal> values) implements SearchExpression {
        public In {
            values = List.copyOf(values);
        }
    }

    /** A text sought in the whole event. Example: {@code "access denied"}. */
    record Term(Position position, Literal text) implements SearchExpression {}

    /** Example: {@code [ inputlookup hosts.csv | fields dest ]}. */
    record Subsearch(Position position, Pipeline pipeline) implements SearchExpression {}

    /** How a field is compared. */
    enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        /** @param symbol as the lexer gives it; {@code ==} is taken for {@code =} */
        static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            return EQUAL;
        }
    }
}
