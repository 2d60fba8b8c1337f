package io.outrider.rule;

import io.outrider.cim.Value;
import java.util.List;
import java.util.Set;

/**
 * An expression over a row, as {@code where} has it: case-sensitive, and without value (null) where a field that it
 * needs is absent. A condition without value does not hold.
 */
public sealed interface Expression {

    /** What the expression is made of; nothing for a field and a literal. */
    default List<Expression> operands() {
        return List.of();
    }

    /** Adds the names of all fields in the expression. */
    default void addFields(Set<String> names) {
        operands().forEach(operand -> operand.addFields(names));
    }

    /** A constant. */
    record Literal(Value value) implements Expression {}

    /** The value of a field. */
    record Field(String name) implements Expression {
        @Override
        public void addFields(Set<String> names) {
            names.add(name);
        }
    }

    record Not(Expression negated) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(negated);
        }
    }

    record And(Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    record Xor(Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** A comparison: as numbers if both sides are numbers, else as texts; a multivalue side by any of its values. */
    record Comparison(Expression left, Operator operator, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** {@code left LIKE right}: {@code %} stands for any number of characters, {@code _} for one. */
    record Like(Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** Arithmetic on numbers, or the concatenation of texts. */
    record Calculation(Expression left, Arithmetic operator, Expression right) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** A call of a function that the engine knows; its arguments were checked by the compiler. */
    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
            if (!function.takes(arguments.size())) {
                throw new IllegalArgumentException(
                        function.text() + " takes " + function.arity() + ", but found " + arguments.size());
            }
        }

        @Override
        public List<Expression> operands() {
            return arguments;
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

        /** The relation of the right side to the left. */
        public Operator turned() {
            return switch (this) {
                case EQUAL, UNEQUAL -> this;
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
            };
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
        ABS("abs", 1, 1),
        CASE("case", 2, Integer.MAX_VALUE),
        CEILING("ceiling", 1, 1),
        CIDRMATCH("cidrmatch", 2, 2),
        COALESCE("coalesce", 1, Integer.MAX_VALUE),
        FALSE("false", 0, 0),
        FLOOR("floor", 1, 1),
        IF("if", 3, 3),
        IN("in", 2, Integer.MAX_VALUE),
        ISNOTNULL("isnotnull", 1, 1),
        ISNULL("isnull", 1, 1),
        LEN("len", 1, 1),
        LIKE("like", 2, 2),
        LOWER("lower", 1, 1),
        LTRIM("ltrim", 1, 2),
        MATCH("match", 2, 2),
        MAX("max", 1, Integer.MAX_VALUE),
        MIN("min", 1, Integer.MAX_VALUE),
        MVAPPEND("mvappend", 1, Integer.MAX_VALUE),
        MVCOUNT("mvcount", 1, 1),
        MVDEDUP("mvdedup", 1, 1),
        MVFILTER("mvfilter", 1, 1),
        MVFIND("mvfind", 2, 2),
        MVINDEX("mvindex", 2, 3),
        MVJOIN("mvjoin", 2, 2),
        MVMAP("mvmap", 2, 3),
        MVSORT("mvsort", 1, 1),
        MVZIP("mvzip", 2, 3),
        NOW("now", 0, 0),
        NULL("null", 0, 0),
        NULLIF("nullif", 2, 2),
        POW("pow", 2, 2),
        RELATIVE_TIME("relative_time", 2, 2),
        REPLACE("replace", 3, 3),
        ROUND("round", 1, 2),
        RTRIM("rtrim", 1, 2),
        SPLIT("split", 2, 2),
        STRFTIME("strftime", 2, 2),
        STRPTIME("strptime", 2, 2),
        SUBSTR("substr", 2, 3),
        TONUMBER("tonumber", 1, 2),
        TOSTRING("tostring", 1, 2),
        TRIM("trim", 1, 2),
        TRUE("true", 0, 0),
        UPPER("upper", 1, 1),
        URLDECODE("urldecode", 1, 1);

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
            if (least != most) {
                return least + " to " + most + " arguments";
            }
            return least == 1 ? "1 argument" : least + " arguments";
        }
    }
}
