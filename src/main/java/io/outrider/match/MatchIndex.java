package io.outrider.match;

import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a group of rules, indexed so that an event meets only the rules that it could match. A group is the rules
 * that read the same events: one dataset, or the events as their sources wrote them. A rule is known by its place in the list
 * that was compiled. Immutable; any number of threads may use one, each with its own {@link Matcher}.
 */
public final class MatchIndex {

    final Conditions conditions;
    final EqualityTable equalities;
    final WindowTable windows;

    /** By slot: whether values are looked up by hash, and scanned for windows. */
    final boolean[] hasEqual;

    final boolean[] hasPiece;

    /** By slot: the atom that is true if there is a value, or -1. */
    final int[] present;

    /** The slots that are looked at in every event; all others where a rule that was brought up asks for them. */
    final int[] eager;

    /** By atom: the slots that are to be looked at before it is asked. */
    final int[][] lazyOf;

    /** By atom, ranges of {@link #watching}: the rules that it brings up. */
    final int[] watchedFrom;

    final int[] watching;

    /** By atom, ranges of {@link #choices}: the atoms that are true with it. */
    final int[] choicesFrom;

    final int[] choices;

    final int[] code;

    /** By rule: where its code begins. */
    final int[] begins;

    /** The rules that are tried on each event. */
    final int[] always;

    private final boolean[] isEager;

    private MatchIndex(Conditions conditions, @Nullable Frequencies seen) {
        this.conditions = conditions;
        List<Atom> atoms = conditions.atoms();
        equalities = new EqualityTable(atoms);
        windows = new WindowTable(atoms, new ByteModel(seen == null ? null : seen.pairs()));
        int slots = conditions.fields().size();
        hasEqual = new boolean[slots];
        hasPiece = new boolean[slots];
        present = new int[slots];
        Arrays.fill(present, -1);
        List<List<Integer>> choicesOf = lists(atoms.size());
        for (int number = 0; number < atoms.size(); number++) {
            Atom atom = atoms.get(number);
            switch (atom.kind()) {
                case PRESENT -> present[atom.slot()] = number;
                case EQUAL -> hasEqual[atom.slot()] = true;
                case PIECE -> hasPiece[atom.slot()] = true;
                case ANY_OF -> {
                    for (int member : atom.members()) {
                        choicesOf.get(member).add(number);
                    }
                }
                case PATTERN, TEST -> {}
            }
        }
        choicesFrom = starts(choicesOf);
        choices = flat(choicesOf);

        double[] chances = Chances.of(conditions, seen);
        isEager = EagerSlots.choose(conditions, chances);
        eager = IntStream.range(0, slots).filter(slot -> isEager[slot]).toArray();
        lazyOf = IntStream.range(0, atoms.size()).mapToObj(this::lazyOf).toArray(int[][]::new);
        Witnesses witnesses = new Witnesses(conditions, chances);
        Program program = new Program(conditions, chances, isEager);
        List<List<Integer>> watchingOf = lists(atoms.size());
        List<Integer> unwatched = new ArrayList<>();
        begins = new int[conditions.rules().size()];
        for (int rule = 0; rule < begins.length; rule++) {
            Term term = conditions.rules().get(rule);
            begins[rule] = program.add(term);
            Witnesses.Cover watched = witnesses.of(term, isEager);
            if (watched == null) {
                unwatched.add(rule);
            } else {
                for (int atom : watched.distinct()) {
                    watchingOf.get(atom).add(rule);
                }
            }
        }
        code = program.code();
        watchedFrom = starts(watchingOf);
        watching = flat(watchingOf);
        always = unwatched.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] lazyOf(int atom) {
        return conditions.slotsOf(atom).stream()
                .filter(slot -> !isEager[slot])
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Indexes conditions.
     *
     * @param rules the condition of each rule
     * @param tests gives the tests of conditions that are no patterns
     */
    public static MatchIndex compile(List<Predicate> rules, TextTests tests) {
        return new MatchIndex(ConditionCompiler.compile(rules, tests), null);
    }

    /** The same rules, indexed by what was seen. */
    MatchIndex replanned(Frequencies seen) {
        return new MatchIndex(conditions, seen);
    }

    /** Number of rules. */
    public int size() {
        return begins.length;
    }

    /** Number of slots: fields that the rules read. */
    public int slots() {
        return conditions.fields().size();
    }

    /** The name of a slot's field. */
    public String field(int slot) {
        return conditions.fields().get(slot);
    }

    /** The slot of a field, or -1 if no rule reads it. Not for use with each event. */
    public int slot(String field) {
        return conditions.fields().indexOf(field);
    }

    /** Whether the slot is looked at only where a rule that was brought up asks for it. */
    public boolean lazy(int slot) {
        return !isEager[slot];
    }

    /** Whether the rule matches wherever the matcher says so; else its predicate must be asked then. */
    public boolean exact(int rule) {
        return conditions.exact()[rule];
    }

    /** The rules that no value brings up, and that are tried on each event. */
    public List<Integer> unindexed() {
        return Arrays.stream(always).boxed().toList();
    }

    /** A matcher of its own for a thread. */
    public Matcher newMatcher() {
        return new Matcher(this);
    }

    private static List<List<Integer>> lists(int count) {
        return IntStream.range(0, count)
                .<List<Integer>>mapToObj(i -> new ArrayList<>(0))
                .toList();
    }

    private static int[] starts(List<List<Integer>> lists) {
        int[] starts = new int[lists.size() + 1];
        for (int i = 0; i < lists.size(); i++) {
            starts[i + 1] = starts[i] + lists.get(i).size();
        }
        return starts;
    }

    private static int[] flat(List<List<Integer>> lists) {
        return lists.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    }
}
