package io.outrider.match;

import org.jspecify.annotations.Nullable;

/** How often each atom is true: guessed from its form, and corrected by what was seen. */
final class Chances {

    private Chances() {}

    static double[] of(Conditions conditions, @Nullable Frequencies seen) {
        double[] chances = new double[conditions.atoms().size()];
        // A choice comes behind its members.
        for (int number = 0; number < chances.length; number++) {
            Atom atom = conditions.atoms().get(number);
            double guess = guess(atom, chances);
            boolean counted = seen != null && atom.kind().marked();
            chances[number] = counted ? seen.of(number, conditions.slotsOf(number), guess) : guess;
        }
        return chances;
    }

    // Only their order matters before there are counts: a longer literal is rarer, equality is rarer than containment.
    private static double guess(Atom atom, double[] chances) {
        return switch (atom.kind()) {
            case PRESENT -> 0.9;
            case EQUAL -> 0.005;
            case PIECE -> Math.max(0.001, 0.3 * Math.pow(0.8, length(atom)));
            case ANY_OF -> {
                double sum = 0;
                for (int member : atom.members()) {
                    sum += chances[member];
                }
                yield Math.min(1, sum);
            }
            case PATTERN -> atom.differs() ? 0.9 : 0.3;
            case TEST -> 0.3;
        };
    }

    private static int length(Atom atom) {
        return atom.pattern() == null
                ? 0
                : atom.pattern().pieces().stream()
                        .mapToInt(piece -> piece.length)
                        .sum();
    }
}
