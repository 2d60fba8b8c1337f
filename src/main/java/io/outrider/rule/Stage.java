package io.outrider.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation on result rows, one row at a time. */
public sealed interface Stage {

    /** Keeps the rows of which the predicate holds. */
    record Search(Predicate predicate) implements Stage {}

    /** Keeps the rows of which the expression is true. */
    record Where(Expression condition) implements Stage {}

    /** Renames fields; the renames act in order. */
    record Rename(List<Renaming> renamings) implements Stage {
        public Rename {
            renamings = List.copyOf(renamings);
        }
    }

    /**
     * A renaming.
     *
     * @param from a field name, in which one {@code *} may stand for any characters
     * @param to the new name; with a {@code *} exactly if {@code from} has one
     */
    record Renaming(String from, String to) {
        public Renaming {
            long stars = from.chars().filter(c -> c == '*').count();
            if (stars > 1 || stars != to.chars().filter(c -> c == '*').count()) {
                throw new IllegalArgumentException(
                        "expected as many * on both sides of a renaming, one at most, but found " + from + " AS " + to);
            }
        }
    }

    /**
     * Turns seconds since 1970-01-01 UTC into a date text; a value that is no number stays as it is.
     *
     * @param field that is read
     * @param as field that is written; {@code null} for the same
     * @param format as of C's {@code strftime}, for example {@code %Y-%m-%dT%H:%M:%S}
     */
    record FormatTime(String field, @Nullable String as, String format) implements Stage {}
}
