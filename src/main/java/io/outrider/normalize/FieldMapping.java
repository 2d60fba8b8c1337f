package io.outrider.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a source's mapping: where a CIM field comes from.
 *
 * @param field the CIM field
 * @param candidates source fields; the first one whose condition holds is taken, also if it is itself absent
 * @param transform what is done to each of its values
 */
record FieldMapping(String field, List<Candidate> candidates, Transform transform) {

    FieldMapping {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("expected a source field for " + field + ", but found none");
        }
    }

    static FieldMapping of(String field, Transform transform, String source) {
        return new FieldMapping(field, List.of(Candidate.always(source)), transform);
    }

    /** Whether a field with this text, or {@code null} for an absent one, counts as there. */
    static boolean isThere(@Nullable String text) {
        return text != null && !text.isEmpty() && !text.equals("-");
    }

    /**
     * A source field that may be taken.
     *
     * @param source its name
     * @param given the field that has to be there, where absent, empty and {@code -} are not there; {@code null} if the
     *     source field is taken whatever there is
     */
    record Candidate(String source, @Nullable String given) {

        static Candidate always(String source) {
            return new Candidate(source, null);
        }
    }
}
