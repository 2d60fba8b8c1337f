package io.outrider.spl;

import io.outrider.cim.Dataset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a dataset by the names that a search gives them: {@code Processes.user} is {@code user}. Names are
 * case-sensitive in Splunk; published searches hold {@code processes.process_name} all the same, so a name that differs
 * in case only is taken for the field, with a warning.
 */
final class DatasetFields implements FieldNames {

    private final Dataset dataset;
    private final Set<String> sorted;
    private final Problems problems;

    DatasetFields(Dataset dataset, Problems problems) {
        this.dataset = dataset;
        this.sorted = new TreeSet<>(dataset.fields());
        this.problems = problems;
    }

    @Override
    public @Nullable String resolve(Name name) {
        String text = name.text();
        if (dataset.isBase(text)) {
            return text;
        }
        String prefix = dataset.root() + '.';
        if (text.startsWith(prefix) && dataset.fields().contains(text.substring(prefix.length()))) {
            return text.substring(prefix.length());
        }
        Optional<String> similar = sorted.stream()
                .filter(field -> (prefix + field).equalsIgnoreCase(text))
                .findFirst();
        if (similar.isPresent()) {
            problems.warning(
                    name.position(),
                    text,
                    "expected " + prefix + similar.get() + ", but found " + text + "; it is taken for the former");
            return similar.get();
        }
        String local = text.regionMatches(true, 0, prefix, 0, prefix.length()) ? text.substring(prefix.length()) : text;
        problems.error(
                name.position(),
                text,
                "expected a field of " + dataset.qualifiedName() + ", but found " + text
                        + Suggestion.among(prefix, sorted, local));
        return null;
    }

    @Override
    public @Nullable String ofTerms(SearchExpression.Term term) {
        String text = term.text().text();
        problems.error(
                term.position(),
                text,
                "expected field=value, but found the term '" + text + "'; a dataset has no text to seek it in");
        return null;
    }

    /** The column that {@code tstats} gives the field. */
    String column(String field) {
        return dataset.column(field);
    }
}
