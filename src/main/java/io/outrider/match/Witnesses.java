package io.outrider.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for each rule the atoms that bring it up: a set of which at least one is true wherever the rule is, and that is
 * true as rarely as possible.
 */
final class Witnesses {

    /** More than all other atoms together can weigh: the raw text is long, and scanned for nothing else. */
    private static final double RAW = 1e6;

    private final Conditions conditions;
    private final double[] chances;

    Witnesses(Conditions conditions, double[] chances) {
        this.conditions = conditions;
        this.chances = chances;
    }

    /** Numbers of the atoms, or {@code null} if the rule has no such set and must be tried on each event. */
    int @Nullable [] of(Term rule) {
        Cover cover = cover(rule);
        return cover == null
                ? null
                : cover.atoms.stream().mapToInt(Integer::intValue).distinct().toArray();
    }

    /** @param weight how many events of one bring the rule up */
    private record Cover(List<Integer> atoms, double weight) {}

    private @Nullable Cover cover(Term term) {
        if (term instanceof Term.Leaf leaf) {
            Atom atom = conditions.atoms().get(leaf.atom());
            if (leaf.negated() || !atom.kind().marked()) {
                return null;
            }
            double chance = chances[leaf.atom()];
            return new Cover(List.of(leaf.atom()), conditions.isRaw(atom.slot()) ? chance + RAW : chance);
        }
        if (term instanceof Term.All all) {
            Cover best = null;
            for (Term one : all.of()) {
                Cover cover = cover(one);
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
                Cover cover = cover(one);
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
