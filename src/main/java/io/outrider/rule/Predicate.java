package io.outrider.rule;

import java.util.List;

/**
 * A condition on named values, as search languages have it: patterns without regard to case, true of a multivalue field
 * when it is true of any of its values, false of a field that is absent.
 */
public sealed interface Predicate {

    /** Holds always: a search without conditions. */
    record Always() implements Predicate {}

    /** All hold. At least two. */
    record And(List<Predicate> all) implements Predicate {
        public And {
            all = atLeastTwo(all);
        }
    }

    /** At least one holds. At least two are given. */
    record Or(List<Predicate> any) implements Predicate {
        public Or {
            any = atLeastTwo(any);
        }
    }

    /** Does not hold; true also where the field of the condition is absent. */
    record Not(Predicate negated) implements Predicate {}

    /** The field has a value that the pattern matches. */
    record Matches(String field, Pattern pattern) implements Predicate {}

    /** The field is there and has a value that the pattern does not match. */
    record Differs(String field, Pattern pattern) implements Predicate {}

    /** The field has a value that stands in this order to the bound: as numbers if both are, else as texts. */
    record Compares(String field, Order order, String bound) implements Predicate {}

    /** What a value is held against. */
    sealed interface Pattern {

        /** A text without regard to case in which {@code *} stands for any number of characters. */
        record Wildcard(String text) implements Pattern {}

        /**
         * A search term: a text without regard to case, in which {@code *} stands for any number of characters, between
         * two places where a word may end: the ends of the value, and characters that are no letters or digits.
         */
        record Term(String text) implements Pattern {}

        /** A range of IP addresses, for example {@code 10.0.0.0/8}; the text itself matches too. */
        record Cidr(String range) implements Pattern {}
    }

    /** How two values are ordered. */
    enum Order {
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String symbol;

        Order(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** Whether a value that compares to the bound by this sign (as {@link Comparable#compareTo}) is in order. */
        public boolean holds(int sign) {
            return switch (this) {
                case LESS -> sign < 0;
                case AT_MOST -> sign <= 0;
                case GREATER -> sign > 0;
                case AT_LEAST -> sign >= 0;
            };
        }
    }

    private static List<Predicate> atLeastTwo(List<Predicate> operands) {
        if (operands.size() < 2) {
            throw new IllegalArgumentException("expected two or more conditions, but found " + operands.size());
        }
        return List.copyOf(operands);
    }
}
