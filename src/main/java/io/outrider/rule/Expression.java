package io.outrider.rule;

import io.outrider.cim.Value;
import java.util.List;

/**
 * An expression over a row, as {@code where} has it: case-sensitive, and without value (null) where a field that it
 * needs is absent. A condition without value does not hold.
 */
public sealed interface Expression {

    /** A constant. */
    record Literal(Value value) implements Expression {}

    /** The value of a field. */
    record Field(String name) implements Expression {}

    record Not(Expression negated) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Xor(Expression left, Expression right) implements Expression {}

    /** A comparison: as numbers if both sides are numbers, else as texts; a multivalue side by any of its values. */
    record Comparison(Expression left, Operator operator, Expression right) implements Expression {}

    /** {@code left LIKE right}: {@code %} stands for any number of characters, {@code _} for one. */
    record Like(Expression left, Expression right) implements Expression {}

    /** Arithmetic on numbers, or the concatenation of texts. */
    record Calculation(Expression left, Arithmetic operator, Expression right) implements Expression {}

    /** A call of a function that the engine knows; its arguments were checked by the compiler. */
    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
            if (!function.takes(arguments.size())) {
                throw new IllegalArgumentException(
                        function.text() + " takes " + function.arity() + ", but found " + arguments.size());
            }
        }
    }

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

        public String symbol() {
            return symbol;
        }

        /** Whether two values that compare by this sign (as {@link Comparable#compareTo}) stand in this relation. */
        public boolean holds(int sign) {
            return switch (this) {
                case EQUAL -> sign == 0;
                case UNEQUAL -> sign != 0;
                case LESS -> sign < 0;
                case AT_MOST -> sign <= 0;
                case GREATER -> sign > 0;
                case AT_LEAST -> sign >= 0;
            };
        }
    }

    enum Arithmetic {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%"),
        CONCATENATE(".");

        private final String symbol;

        Arithmetic(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** The functions, as Splunk's eval has them. */
    enum Function {
        CIDRMATCH("cidrmatch", 2, 2),
        COALESCE("coalesce", 1, Integer.MAX_VALUE),
        IF("if", 3, 3),
        IN("in", 2, Integer.MAX_VALUE),
        ISNOTNULL("isnotnull", 1, 1),
        ISNULL("isnull", 1, 1),
        LEN("len", 1, 1),
        LIKE("like", 2, 2),
        LOWER("lower", 1, 1),
        MATCH("match", 2, 2),
        MVCOUNT("mvcount", 1, 1),
        TONUMBER("tonumber", 1, 1),
        TOSTRING("tostring", 1, 1),
        UPPER("upper", 1, 1);

        private final String text;
        private final int least;
        private final int most;

        Function(String text, int least, int most) {
            this.text = text;
            this.least = least;
            this.most = most;
        }

        /** The function's name in the language. */
        public String text() {
            return text;
        }

        public boolean takes(int arguments) {
            return arguments >= least && arguments <= most;
        }

        /** How many arguments it takes, in words. */
        public String arity() {
            if (most == Integer.MAX_VALUE) {
                return least + " or more arguments";
            }
            return least == 1 && most == 1 ? "1 argument" : least + " arguments";
        }
    }
}
