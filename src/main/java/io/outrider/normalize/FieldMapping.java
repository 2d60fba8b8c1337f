package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a source's mapping: where a CIM field comes from.
 *
 * @param field the CIM field
 * @param candidates source fields; the first one whose condition holds is taken, also if it is itself absent
 * @param transform what is done to each of its values
 * @param values what the values are called in the common model, by the source's words in lower case; all values stay as
 *     they are if it is empty
 * @param otherwise what a value is called that is not among these; {@code null} if the field is absent then
 */
record FieldMapping(
        String field,
        List<Candidate> candidates,
        Transform transform,
        Map<String, String> values,
        @Nullable String otherwise) {

    FieldMapping {
        candidates = List.copyOf(candidates);
        values = Map.copyOf(values);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("expected a source field for " + field + ", but found none");
        }
    }

    /**
     * The field's value, or {@code null}.
     *
     * @param first gives the first text of an original field, or {@code null}
     * @param texts gives all texts of an original field; none if it is absent
     */
    @Nullable
    Value map(UnaryOperator<@Nullable String> first, Function<String, List<String>> texts) {
        for (Candidate candidate : candidates) {
            if (candidate.given() == null || isThere(first.apply(candidate.given()))) {
                List<String> mapped = transform.applyToAll(texts.apply(candidate.source()));
                if (translates()) {
                    mapped = translate(mapped);
                }
                return mapped.isEmpty() ? null : Value.of(mapped);
            }
        }
        return null;
    }

    boolean translates() {
        return !values.isEmpty() || otherwise != null;
    }

    private List<String> translate(List<String> texts) {
        List<String> translated = new ArrayList<>(texts.size());
        for (String text : texts) {
            String word = values.get(text.toLowerCase(Locale.ROOT));
            if (word == null) {
                word = otherwise;
            }
            if (word != null) {
                translated.add(word);
            }
        }
        return translated;
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
