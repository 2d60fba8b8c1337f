package io.outrider.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the slots that are looked at in every event: those whose atoms bring the rules up at the least cost. All others are
 * looked at only where a rule that was brought up comes to ask for them, so that rules on a source that an event is not of,
 * or on another event code, cost nothing but a look at these.
 *
 * <p>Begins with all slots, and takes away one after the other as long as that makes the expected cost of an event less.
 */
final class EagerSlots {

    // Nanoseconds, from the figures of docs/design/matcher.md, rounded: reading, folding and looking up a short value;
    // scanning
    // a line of a hundred bytes besides; scanning three kilobytes; running a rule's code.
    private static final double LOOK_UP = 40;
    private static final double SCAN = 250;
    private static final double SCAN_RAW = 6_000;
    private static final double ATTEMPT = 40;

    /** After the first, a pass seldom finds a slot that has become of no use. */
    private static final int PASSES = 2;

    private final Conditions conditions;
    private final Witnesses witnesses;
    private final int[][] slotsOf;
    private final double[] costs;
    private final boolean[] eager;
    private final List<Witnesses.@Nullable Cover> covers = new ArrayList<>();

    private EagerSlots(Conditions conditions, double[] chances) {
        this.conditions = conditions;
        witnesses = new Witnesses(conditions, chances);
        slotsOf = conditions.rules().stream().map(this::slots).toArray(int[][]::new);
        costs = costs();
        eager = new boolean[costs.length];
        conditions.atoms().stream()
                .filter(atom -> atom.slot() >= 0 && atom.kind().marked())
                .forEach(atom -> eager[atom.slot()] = true);
        conditions.rules().forEach(rule -> covers.add(witnesses.of(rule, eager)));
    }

    /** By slot, whether it is looked at in every event. */
    static boolean[] choose(Conditions conditions, double[] chances) {
        EagerSlots slots = new EagerSlots(conditions, chances);
        List<Integer> dearestFirst = IntStream.range(0, slots.costs.length)
                .boxed()
                .sorted(Comparator.comparingDouble(slot -> -slots.costs[slot]))
                .toList();
        double cost = slots.cost(slots.covers);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int slot : dearestFirst) {
                if (slots.eager[slot]) {
                    cost = slots.without(slot, cost);
                }
            }
        }
        return slots.eager;
    }

    /** Takes a slot away if the cost of an event is less then. @return the cost */
    private double without(int slot, double before) {
        eager[slot] = false;
        List<Witnesses.@Nullable Cover> others = new ArrayList<>(covers);
        for (int rule = 0; rule < others.size(); rule++) {
            Witnesses.Cover cover = others.get(rule);
            if (cover != null && cover.slots(conditions).contains(slot)) {
                others.set(rule, witnesses.of(conditions.rules().get(rule), eager));
            }
        }
        double cost = cost(others);
        if (cost >= before) {
            eager[slot] = true;
            return before;
        }
        covers.clear();
        covers.addAll(others);
        return cost;
    }

    /** What an event costs if the rules are brought up by these. */
    private double cost(List<Witnesses.@Nullable Cover> by) {
        double[] asked = new double[costs.length];
        double cost = 0;
        for (int rule = 0; rule < slotsOf.length; rule++) {
            Witnesses.Cover cover = by.get(rule);
            double chance = cover == null ? 1 : Math.min(1, cover.weight());
            cost += chance * ATTEMPT;
            for (int slot : slotsOf[rule]) {
                asked[slot] += chance;
            }
        }
        for (int slot = 0; slot < costs.length; slot++) {
            cost += costs[slot] * (eager[slot] ? 1 : Math.min(1, asked[slot]));
        }
        return cost;
    }

    private double[] costs() {
        double[] slots = new double[conditions.fields().size()];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = LOOK_UP;
        }
        for (Atom atom : conditions.atoms()) {
            if (atom.kind() == Atom.Kind.PIECE) {
                slots[atom.slot()] = conditions.isRaw(atom.slot()) ? SCAN_RAW : SCAN;
            }
        }
        return slots;
    }

    private int[] slots(Term rule) {
        TreeSet<Integer> slots = new TreeSet<>();
        collect(rule, slots);
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private void collect(Term term, TreeSet<Integer> slots) {
        if (term instanceof Term.Leaf leaf) {
            slots.addAll(conditions.slotsOf(leaf.atom()));
        } else if (term instanceof Term.All all) {
            all.of().forEach(one -> collect(one, slots));
        } else if (term instanceof Term.Any any) {
            any.of().forEach(one -> collect(one, slots));
        }
    }
}
