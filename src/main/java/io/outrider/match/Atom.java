package io.outrider.match;

import org.jspecify.annotations.Nullable;

/**
 * A condition on one slot that rules share.
 *
 * @param kind how its truth is found
 * @param slot whose values are looked at; -1 for {@link Kind#ANY_OF}
 * @param pattern for the kinds that have one
 * @param test for {@link Kind#TEST}
 * @param members numbers of the atoms that {@link Kind#ANY_OF} is true with, sorted; else empty
 * @param differs whether it takes a value that fails the pattern
 */
record Atom(
        Kind kind,
        int slot,
        @Nullable BytePattern pattern,
        TextTests.@Nullable Test test,
        int[] members,
        boolean differs) {

    private static final int[] NONE = {};

    enum Kind {
        /** The slot has a value. Marked while the event is scanned. */
        PRESENT(true),
        /** A value equals the literal. Marked. */
        EQUAL(true),
        /** A value matches the pattern, which has a piece of four bytes or more. Marked. */
        PIECE(true),
        /** One of several marked atoms is true. Marked with them. */
        ANY_OF(true),
        /** A value matches, or does not match, the pattern. Found when asked for. */
        PATTERN(false),
        /** A value passes the test. Found when asked for. */
        TEST(false);

        private final boolean marked;

        Kind(boolean marked) {
            this.marked = marked;
        }

        boolean marked() {
            return marked;
        }
    }

    static Atom matching(int slot, BytePattern pattern) {
        Kind kind = pattern.isAny()
                ? Kind.PRESENT
                : pattern.isLiteral() ? Kind.EQUAL : longest(pattern) >= WindowTable.WIDTH ? Kind.PIECE : Kind.PATTERN;
        return new Atom(kind, slot, pattern, null, NONE, false);
    }

    static Atom differing(int slot, BytePattern pattern) {
        return new Atom(Kind.PATTERN, slot, pattern, null, NONE, true);
    }

    static Atom testing(int slot, TextTests.Test test) {
        return new Atom(Kind.TEST, slot, null, test, NONE, false);
    }

    static Atom anyOf(int[] members) {
        return new Atom(Kind.ANY_OF, -1, null, null, members, false);
    }

    /** What values of {@link Kind#EQUAL} are equal to. */
    byte[] literal() {
        if (pattern == null) {
            throw new IllegalStateException("expected an atom with a pattern, but found one of the kind " + kind);
        }
        return pattern.pieces().get(0);
    }

    private static int longest(BytePattern pattern) {
        return pattern.pieces().stream().mapToInt(piece -> piece.length).max().orElse(0);
    }

    /** Whether the values pass, looked at one by one. For the kinds that have a pattern or a test. */
    boolean holds(FoldedFields fields) {
        for (int value = fields.first(slot); value >= 0; value = fields.next(value)) {
            boolean passes = pattern != null
                    ? pattern.matches(fields.arena(), fields.start(value), fields.end(value))
                    : test != null && test.text().test(fields.text(value));
            if (passes != differs) {
                return true;
            }
        }
        return false;
    }
}
