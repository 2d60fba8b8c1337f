package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A CIM field that is taken from one field of the source.
 *
 * @param field the CIM field
 * @param candidates source fields; the first one whose condition holds is taken, also if it is itself absent
 * @param transforms what is done to its values, one after the other
 * @param values what the values are called in the common model, by the source's words in lower case; all values stay as
 *     they are if it is empty
 * @param otherwise what a value is called that is not among these; {@code null} if the field is absent then
 * @param absent what the field is where all this gives nothing; {@code null} if it is absent then
 */
record TakenField(
        String field,
        List<Candidate> candidates,
        List<Transform> transforms,
        Map<String, String> values,
        @Nullable String otherwise,
        @Nullable String absent)
        implements FieldMapping {

    TakenField {
        candidates = List.copyOf(candidates);
        // Also drops texts that are empty.
        transforms = transforms.isEmpty() ? List.of(Transform.AS_IS) : List.copyOf(transforms);
        values = Map.copyOf(values);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("expected a source field for " + field + ", but found none");
        }
    }

    @Override
    public @Nullable Value map(UnaryOperator<@Nullable String> first, Function<String, List<String>> texts) {
        for (Candidate candidate : candidates) {
            if (candidate.given() == null || FieldMapping.isThere(first.apply(candidate.given()))) {
                List<String> mapped = texts.apply(candidate.source());
                for (Transform transform : transforms) {
                    mapped = transform.applyToAll(mapped);
                }
                if (translates()) {
                    mapped = translate(mapped);
                }
                return mapped.isEmpty() ? missing() : Value.of(mapped);
            }
        }
        return missing();
    }

    private @Nullable Value missing() {
        return absent == null ? null : Value.of(absent);
    }

    @Override
    public Set<String> sources() {
        Set<String> sources = new TreeSet<>();
        candidates.forEach(candidate -> sources.add(candidate.source()));
        return sources;
    }

    @Override
    public String words(UnaryOperator<@Nullable String> first) {
        for (Candidate candidate : candidates) {
            if (candidate.given() == null || FieldMapping.isThere(first.apply(candidate.given()))) {
                return words(candidate.source()) + (translates() ? ", by its values" : "");
            }
        }
        return "what is said where it is absent";
    }

    private String words(String source) {
        String words = source;
        for (Transform transform : transforms) {
            words = transform == Transform.AS_IS ? words : transform.name().toLowerCase(Locale.ROOT) + " of " + words;
        }
        return words;
    }

    /** The only transform; {@code null} if there are several, or more is done. */
    @Nullable
    Transform onlyTransform() {
        return translates() || absent != null || transforms.size() > 1 ? null : transforms.get(0);
    }

    private boolean translates() {
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
