package io.outrider.match;

import io.outrider.cim.SharedTexts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of a {@link MatchIndex} that hold on an event: marks the atoms that the event's values make true, and tries
 * the rules that those bring up. For one thread at a time. Allocates nothing, unless a rule comes to ask a {@link TextTests}.
 */
public final class Matcher {

    private static final LazyFields NOTHING = (event, slot) -> {};

    /** One event in this many shows which bytes follow which: enough for an order of rarity, and 2% of the cost. */
    private static final int SAMPLE = 64;

    private final MatchIndex index;
    private final Frequencies frequencies;

    /** By atom: the event in which it is true. */
    private final int[] trueIn;

    /** By atom: the event, times two, in which it was asked, plus one if it is true. */
    private final int[] askedIn;

    /** By slot: the event in which it was looked at. */
    private final int[] lookedIn;

    /** By atom: the value against which its whole pattern was held last. */
    private final int[] triedOn;

    /** By rule: the event in which it was brought up. */
    private final int[] broughtUpIn;

    /** By slot. */
    private final @Nullable SharedMarks[] sharedMarks;

    private @Nullable SharedMarks noting;
    private final int[] candidates;
    private final int[] found;
    private int event;
    private int value;
    private int candidateCount;
    private int foundCount;
    private final FoldedFields none = new FoldedFields();
    private FoldedFields fields = none;
    private LazyFields lazy = NOTHING;

    private long events;
    private long tried;
    private long matched;
    private long marks;
    private long windowsSeen;
    private long asked;
    private long shared;
    private long known;

    Matcher(MatchIndex index) {
        this.index = index;
        int atoms = index.conditions.atoms().size();
        frequencies = new Frequencies(index.conditions);
        trueIn = new int[atoms];
        askedIn = new int[atoms];
        lookedIn = new int[index.slots()];
        triedOn = new int[atoms];
        broughtUpIn = new int[index.size()];
        sharedMarks = new @Nullable SharedMarks[index.slots()];
        candidates = new int[index.size()];
        found = new int[index.size()];
    }

    /** The index that is used. */
    public MatchIndex index() {
        return index;
    }

    /**
     * Finds the rules that hold.
     *
     * @param event the values that are there already, by the slots of the index
     * @param rest gives those of all other slots
     * @return how many there are; which, {@link #rule} tells
     */
    public int match(FoldedFields event, LazyFields rest) {
        fields = event;
        lazy = rest;
        nextEvent();
        for (int slot : index.eager) {
            look(slot);
        }
        for (int rule : index.always) {
            attempt(rule);
        }
        for (int i = 0; i < candidateCount; i++) {
            attempt(candidates[i]);
        }
        // In the order of the rules, whatever brought them up: few, so that sorting costs nothing.
        Arrays.sort(found, 0, foundCount);
        matched += foundCount;
        return foundCount;
    }

    /** A rule that holds on the event that was matched last, in ascending order. @param at from 0 to their number less one */
    public int rule(int at) {
        if (at >= foundCount) {
            throw new IndexOutOfBoundsException("expected a place below " + foundCount + ", but found " + at);
        }
        return found[at];
    }

    /** Lets go of the event that was matched last: one that waits for its next batch must not keep it in memory. */
    void forget() {
        fields = none;
        lazy = NOTHING;
    }

    /** What was done so far. */
    public MatchStatistics statistics() {
        return new MatchStatistics(events, marks, windowsSeen, tried, asked, matched, shared, known);
    }

    Frequencies frequencies() {
        return frequencies;
    }

    private void nextEvent() {
        // Numbers start again before they run out, with all marks forgotten.
        if (++event == Integer.MAX_VALUE >> 1) {
            event = 1;
            Arrays.fill(trueIn, 0);
            Arrays.fill(askedIn, 0);
            Arrays.fill(lookedIn, 0);
            Arrays.fill(broughtUpIn, 0);
        }
        candidateCount = 0;
        foundCount = 0;
        events++;
        frequencies.event();
    }

    private void look(int slot) {
        lookedIn[slot] = event;
        frequencies.looksAt(slot);
        if (!fields.has(slot)) {
            lazy.fill(fields, slot);
        }
        SharedTexts texts = fields.shared(slot);
        if (texts == null) {
            lookAtValues(slot);
        } else {
            lookAt(slot, texts);
        }
    }

    private void lookAt(int slot, SharedTexts texts) {
        SharedMarks marked = marksOf(slot);
        int[] atoms = marked.of(texts);
        shared++;
        if (atoms == null) {
            marked.begin();
            noting = marked;
            lookAtValues(slot);
            noting = null;
            marked.end(texts);
        } else {
            known++;
            for (int atom : atoms) {
                mark(atom);
            }
        }
    }

    private SharedMarks marksOf(int slot) {
        SharedMarks ofSlot = sharedMarks[slot];
        if (ofSlot == null) {
            ofSlot = new SharedMarks();
            sharedMarks[slot] = ofSlot;
        }
        return ofSlot;
    }

    private void lookAtValues(int slot) {
        int first = fields.first(slot);
        if (first < 0) {
            return;
        }
        int present = index.present[slot];
        if (present >= 0) {
            mark(present);
        }
        byte[] arena = fields.arena();
        for (int i = first; i >= 0; i = fields.next(i)) {
            int from = fields.start(i);
            int to = fields.end(i);
            if (index.hasEqual[slot]) {
                int equal = index.equalities.find(slot, fields.hash(i), arena, from, to);
                if (equal >= 0) {
                    mark(equal);
                }
            }
            if (index.hasPiece[slot]) {
                nextValue();
                index.windows.scan(this, slot, arena, from, to);
                if (event % SAMPLE == 1) {
                    frequencies.sample(arena, from, to);
                }
            }
        }
    }

    private void nextValue() {
        if (++value == Integer.MAX_VALUE) {
            value = 1;
            Arrays.fill(triedOn, 0);
        }
    }

    boolean isMarked(int atom) {
        return trueIn[atom] == event;
    }

    void windowSeen() {
        windowsSeen++;
    }

    /** Whether the pattern was not yet held against the value that is being scanned. */
    boolean firstTry(int atom) {
        boolean first = triedOn[atom] != value;
        triedOn[atom] = value;
        return first;
    }

    void mark(int atom) {
        if (trueIn[atom] == event) {
            return;
        }
        trueIn[atom] = event;
        if (noting != null) {
            noting.note(atom);
        }
        marks++;
        frequencies.isTrue(atom);
        for (int i = index.watchedFrom[atom]; i < index.watchedFrom[atom + 1]; i++) {
            int rule = index.watching[i];
            if (broughtUpIn[rule] != event) {
                broughtUpIn[rule] = event;
                candidates[candidateCount++] = rule;
            }
        }
        for (int i = index.choicesFrom[atom]; i < index.choicesFrom[atom + 1]; i++) {
            mark(index.choices[i]);
        }
    }

    private void attempt(int rule) {
        tried++;
        int[] code = index.code;
        int at = index.begins[rule];
        while (at >= 0) {
            int atom = code[at] >> 1;
            boolean isTrue = (code[at] & 1) == 0 ? trueIn[atom] == event : ask(atom);
            at = code[isTrue ? at + 1 : at + 2];
        }
        if (at == Program.ACCEPT) {
            found[foundCount++] = rule;
        }
    }

    private boolean ask(int number) {
        if (askedIn[number] >> 1 == event) {
            return (askedIn[number] & 1) != 0;
        }
        asked++;
        for (int slot : index.lazyOf[number]) {
            if (lookedIn[slot] != event) {
                look(slot);
            }
        }
        Atom atom = index.conditions.atoms().get(number);
        boolean isTrue = atom.kind().marked() ? trueIn[number] == event : atom.holds(fields);
        askedIn[number] = event << 1 | (isTrue ? 1 : 0);
        return isTrue;
    }
}
