package io.outrider.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for each rule the atoms that bring it up: a set of which at least one is true wherever the rule is, and that is
 * true as rarely as possible.
 */
final class Witnesses {

    private final Conditions conditions;
    private final double[] chances;

    Witnesses(Conditions conditions, double[] chances) {
        this.conditions = conditions;
        this.chances = chances;
    }

    /**
     * The atoms, or {@code null} if the rule has no such set and must be tried on each event.
     *
     * @param eager by slot, whether atoms may be of it
     */
    @Nullable
    Cover of(Term rule, boolean[] eager) {
        return cover(rule, eager);
    }

    /**
     * What brings a rule up.
     *
     * @param weight how many events of one bring the rule up
     */
    record Cover(List<Integer> atoms, double weight) {

        /** The numbers of the atoms, each once. */
        int[] distinct() {
            return atoms.stream().mapToInt(Integer::intValue).distinct().toArray();
        }

        /** The slots of the atoms. */
        Set<Integer> slots(Conditions conditions) {
            Set<Integer> slots = new HashSet<>();
            atoms.forEach(atom -> slots.addAll(conditions.slotsOf(atom)));
            return slots;
        }
    }

    private @Nullable Cover cover(Term term, boolean[] eager) {
        if (term instanceof Term.Leaf leaf) {
            boolean marked = conditions.atoms().get(leaf.atom()).kind().marked();
            return leaf.negated()
                            || !marked
                            || !conditions.slotsOf(leaf.atom()).stream().allMatch(slot -> eager[slot])
                    ? null
                    : new Cover(List.of(leaf.atom()), chances[leaf.atom()]);
        }
        if (term instanceof Term.All all) {
            Cover best = null;
            for (Term one : all.of()) {
                Cover cover = cover(one, eager);
                if (cover != null && (best == null || cover.weight < best.weight)) {
                    best = cover;
                }
            }
            return best;
        }
        if (term instanceof Term.Any any) {
            List<Integer> atoms = new ArrayList<>();
            double weight = 0;
            for (Term one : any.of()) {
                Cover cover = cover(one, eager);
                if (cover == null) {
                    return null;
                }
                atoms.addAll(cover.atoms);
                weight += cover.weight;
            }
            return new Cover(atoms, weight);
        }
        // Never true: nothing needs to bring it up. Always true: nothing can.
        return term == Term.Constant.FALSE ? new Cover(List.of(), 0) : null;
    }
}
