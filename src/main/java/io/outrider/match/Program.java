package io.outrider.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes conditions as flat code: for each atom that is asked, where to go on if it is true and if it is false. Children that
 * decide soonest for their cost come first.
 */
final class Program {

    /** Where a program ends, with the condition true. */
    static final int ACCEPT = -1;

    /** Where a program ends, with the condition false. */
    static final int REJECT = -2;

    // In units of reading a mark: the pattern is held against a value, the test makes a string, a slot that was not
    // looked at is read, folded and scanned first, and the raw text is long. From the figures of
    // docs/design/matcher.md,
    // rounded.
    private static final double MARK = 1;
    private static final double PATTERN = 20;
    private static final double TEST = 100;
    private static final double LAZY = 100;
    private static final double RAW = 2000;

    private final Conditions conditions;
    private final double[] chances;
    private final boolean[] eager;
    private final List<Integer> code = new ArrayList<>();

    /**
     * @param chances how often each atom is true
     * @param eager by slot, whether it is looked at before the program is run
     */
    Program(Conditions conditions, double[] chances, boolean[] eager) {
        this.conditions = conditions;
        this.chances = chances;
        this.eager = eager;
    }

    /** Adds a condition. @return where its code begins */
    int add(Term term) {
        return add(estimate(term), ACCEPT, REJECT);
    }

    int[] code() {
        return code.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Instructions of three numbers; targets are known since they are written first. */
    private int add(Estimate estimate, int whenTrue, int whenFalse) {
        Term term = estimate.term;
        if (term instanceof Term.Constant constant) {
            return constant == Term.Constant.TRUE ? whenTrue : whenFalse;
        }
        if (term instanceof Term.Leaf leaf) {
            int at = code.size();
            boolean asked = !conditions.atoms().get(leaf.atom()).kind().marked() || isLazy(leaf);
            code.add(leaf.atom() << 1 | (asked ? 1 : 0));
            code.add(leaf.negated() ? whenFalse : whenTrue);
            code.add(leaf.negated() ? whenTrue : whenFalse);
            return at;
        }
        boolean any = term instanceof Term.Any;
        int at = any ? whenFalse : whenTrue;
        for (int i = estimate.inOrder.size() - 1; i >= 0; i--) {
            at = any ? add(estimate.inOrder.get(i), whenTrue, at) : add(estimate.inOrder.get(i), at, whenFalse);
        }
        return at;
    }

    /** @param chance of being true. @param cost expected */
    private record Estimate(Term term, double chance, double cost, List<Estimate> inOrder) {}

    private Estimate estimate(Term term) {
        if (term instanceof Term.All all) {
            return join(term, all.of(), false);
        }
        if (term instanceof Term.Any any) {
            return join(term, any.of(), true);
        }
        if (term instanceof Term.Leaf leaf) {
            double chance = chances[leaf.atom()];
            return new Estimate(term, leaf.negated() ? 1 - chance : chance, cost(leaf), List.of());
        }
        return new Estimate(term, term == Term.Constant.TRUE ? 1 : 0, 0, List.of());
    }

    private Estimate join(Term term, List<Term> terms, boolean any) {
        List<Estimate> inOrder = terms.stream()
                .map(this::estimate)
                .sorted(Comparator.comparingDouble(
                        one -> one.cost / (Math.max(1e-6, any ? one.chance : 1 - one.chance))))
                .toList();
        double open = 1;
        double cost = 0;
        for (Estimate one : inOrder) {
            cost += open * one.cost;
            open *= any ? 1 - one.chance : one.chance;
        }
        return new Estimate(term, any ? 1 - open : open, cost, inOrder);
    }

    private double cost(Term.Leaf leaf) {
        double cost = switch (conditions.atoms().get(leaf.atom()).kind()) {
            case PRESENT, EQUAL, PIECE, ANY_OF -> MARK;
            case PATTERN -> PATTERN;
            case TEST -> TEST;
        };
        for (int slot : conditions.slotsOf(leaf.atom())) {
            if (!eager[slot]) {
                cost += conditions.isRaw(slot) ? RAW : LAZY;
            }
        }
        return cost;
    }

    private boolean isLazy(Term.Leaf leaf) {
        return conditions.slotsOf(leaf.atom()).stream().anyMatch(slot -> !eager[slot]);
    }
}
