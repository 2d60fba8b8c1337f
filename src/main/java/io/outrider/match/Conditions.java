package io.outrider.match;

import java.util.Arrays;
import java.util.List;

/**
 * The conditions of a group of rules in terms of the atoms that they share: what stays the same however they are indexed.
 *
 * @param fields names of the fields that are read, by slot
 * @param atoms by number
 * @param rules each rule's condition
 * @param exact of each rule, whether its condition says all that the predicate says
 */
record Conditions(List<String> fields, List<Atom> atoms, List<Term> rules, boolean[] exact) {

    /** The text of an event: far longer than all other values. */
    static final String RAW = "_raw";

    Conditions {
        fields = List.copyOf(fields);
        atoms = List.copyOf(atoms);
        rules = List.copyOf(rules);
    }

    boolean isRaw(int slot) {
        return slot >= 0 && fields.get(slot).equals(RAW);
    }

    /** The slots that an atom's truth hangs on, each once. */
    List<Integer> slotsOf(int atom) {
        Atom one = atoms.get(atom);
        return one.kind() == Atom.Kind.ANY_OF
                ? Arrays.stream(one.members())
                        .map(member -> atoms.get(member).slot())
                        .distinct()
                        .boxed()
                        .toList()
                : List.of(one.slot());
    }
}
