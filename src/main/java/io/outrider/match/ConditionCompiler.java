package io.outrider.match;

import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings predicates into terms of shared atoms: negations are moved to the leaves, equal conditions become one atom, and a
 * choice between many becomes one atom of its own.
 *
 * <p>A condition that cannot be decided here is taken as true, and the rule is not exact then. This class is the one place to
 * extend for new kinds of predicates.
 */
final class ConditionCompiler {

    /** From here on, marking one more atom costs less than asking each: most rules that list names list more. */
    private static final int LEAST_CHOICE = 3;

    private final TextTests tests;
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Atom> atoms = new ArrayList<>();
    private boolean exact;

    private ConditionCompiler(TextTests tests) {
        this.tests = tests;
    }

    static Conditions compile(List<Predicate> rules, TextTests tests) {
        ConditionCompiler compiler = new ConditionCompiler(tests);
        List<Term> terms = new ArrayList<>();
        boolean[] exact = new boolean[rules.size()];
        for (int i = 0; i < exact.length; i++) {
            compiler.exact = true;
            terms.add(compiler.term(rules.get(i), false));
            exact[i] = compiler.exact;
        }
        return new Conditions(List.copyOf(compiler.slots.keySet()), compiler.atoms, terms, exact);
    }

    private Term term(Predicate predicate, boolean negated) {
        if (predicate instanceof Predicate.Always) {
            return negated ? Term.Constant.FALSE : Term.Constant.TRUE;
        }
        if (predicate instanceof Predicate.Not not) {
            return term(not.negated(), !negated);
        }
        if (predicate instanceof Predicate.And and) {
            return join(and.all(), negated, negated);
        }
        if (predicate instanceof Predicate.Or or) {
            return join(or.any(), negated, !negated);
        }
        Integer atom = atom(predicate);
        if (atom != null) {
            return new Term.Leaf(atom, negated);
        }
        exact = false;
        Integer wider = negated ? null : wider(predicate);
        return wider == null ? Term.Constant.TRUE : new Term.Leaf(wider, false);
    }

    /** The number of the atom that is true exactly where the condition is, or {@code null} if there is none. */
    private @Nullable Integer atom(Predicate predicate) {
        if (predicate instanceof Predicate.Matches matches && matches.pattern() instanceof Pattern.Wildcard wildcard) {
            return BytePattern.wellFormed(wildcard.text()) ? pattern(matches.field(), wildcard.text(), false) : null;
        }
        if (predicate instanceof Predicate.Differs differs && differs.pattern() instanceof Pattern.Wildcard wildcard) {
            return BytePattern.wellFormed(wildcard.text()) ? pattern(differs.field(), wildcard.text(), true) : null;
        }
        TextTests.Test test = tests.of(predicate);
        return test == null
                ? null
                : numbers.computeIfAbsent(predicate, key -> add(Atom.testing(slot(test.field()), test)));
    }

    /** An atom that is true wherever the condition is, and elsewhere too; {@code null} if there is none that tells anything. */
    private @Nullable Integer wider(Predicate predicate) {
        if (predicate instanceof Predicate.Matches matches
                && matches.pattern() instanceof Pattern.Term term
                && BytePattern.wellFormed(term.text())) {
            return pattern(matches.field(), "*" + term.text() + "*", false);
        }
        return null;
    }

    private Integer pattern(String field, String text, boolean differs) {
        int slot = slot(field);
        BytePattern pattern = BytePattern.of(text);
        return numbers.computeIfAbsent(
                List.of(slot, pattern.key(), differs),
                key -> add(differs ? Atom.differing(slot, pattern) : Atom.matching(slot, pattern)));
    }

    private int slot(String field) {
        Integer slot = slots.get(field);
        if (slot == null) {
            slot = slots.size();
            slots.put(field, slot);
        }
        return slot;
    }

    private int add(Atom atom) {
        atoms.add(atom);
        return atoms.size() - 1;
    }

    private Term join(List<Predicate> predicates, boolean negated, boolean any) {
        Term.Constant decides = any ? Term.Constant.TRUE : Term.Constant.FALSE;
        // A set: a condition written twice is one.
        Set<Term> terms = new LinkedHashSet<>();
        boolean decided = false;
        for (Predicate predicate : predicates) {
            Term term = term(predicate, negated);
            decided |= term == decides;
            if (term instanceof Term.Any inner && any) {
                terms.addAll(inner.of());
            } else if (term instanceof Term.All inner && !any) {
                terms.addAll(inner.of());
            } else if (!(term instanceof Term.Constant)) {
                terms.add(term);
            }
        }
        if (decided) {
            return decides;
        }
        List<Term> joined = choice(new ArrayList<>(terms), any);
        return switch (joined.size()) {
            case 0 -> any ? Term.Constant.FALSE : Term.Constant.TRUE;
            case 1 -> joined.get(0);
            default -> any ? new Term.Any(List.copyOf(joined)) : new Term.All(List.copyOf(joined));
        };
    }

    /** Makes one atom of the marked ones among the terms: of {@code a OR b OR c}, and of {@code NOT a NOT b NOT c}. */
    private List<Term> choice(List<Term> terms, boolean any) {
        int[] members = terms.stream()
                .filter(term -> isMember(term, !any))
                .mapToInt(term -> ((Term.Leaf) term).atom())
                .sorted()
                .toArray();
        if (members.length < LEAST_CHOICE) {
            return terms;
        }
        terms.removeIf(term -> isMember(term, !any));
        int atom = numbers.computeIfAbsent(Arrays.stream(members).boxed().toList(), key -> add(Atom.anyOf(members)));
        terms.add(new Term.Leaf(atom, !any));
        return terms;
    }

    private boolean isMember(Term term, boolean negated) {
        if (!(term instanceof Term.Leaf leaf) || leaf.negated() != negated) {
            return false;
        }
        Atom atom = atoms.get(leaf.atom());
        return atom.kind().marked() && atom.kind() != Atom.Kind.ANY_OF && !isRaw(atom);
    }

    private boolean isRaw(Atom atom) {
        Integer raw = slots.get(Conditions.RAW);
        return raw != null && raw == atom.slot();
    }
}
