package io.outrider.match;

import java.util.List;

/** A rule's condition with negations only at its leaves, in terms of atoms that it shares with other rules. */
sealed interface Term {

    /** True or false of every event. */
    enum Constant implements Term {
        TRUE,
        FALSE
    }

    /** @param atom its number */
    record Leaf(int atom, boolean negated) implements Term {}

    /** At least two. */
    record All(List<Term> of) implements Term {}

    /** At least two. */
    record Any(List<Term> of) implements Term {}
}
