package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A subsearch as a condition: keeps the rows that match a row of the other search in all of its fields, as search terms
 * would; a field with several values by any of them. Internal fields, whose names begin with {@code _}, are left out. A
 * subsearch without rows matches nothing. After Splunk Enterprise 9.4, Search Manual, "About subsearches", and Search
 * Reference, "format".
 */
final class KeepMatchingStage implements TableStage {

    private final Stage.KeepMatching keep;
    private final int other;

    /** @param other number of the other search */
    KeepMatchingStage(Stage.KeepMatching keep, int other) {
        this.keep = keep;
        this.other = other;
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        Terms terms = new Terms();
        window.of(other).forEach(terms::add);
        return rows.stream().filter(row -> terms.match(row) != keep.negated()).toList();
    }

    @Override
    public boolean isEmpty(WindowRows window) {
        return !keep.negated() && window.of(other).isEmpty();
    }

    /** The rows of the subsearch: those without a star by what they hold, so that a thousand cost no more than one. */
    private static final class Terms {

        private final Map<List<String>, Set<List<String>>> exact = new HashMap<>();
        private final Map<Predicate, Condition> wild = new LinkedHashMap<>();

        void add(ResultRow row) {
            List<String> fields = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            List<Predicate> predicates = new ArrayList<>();
            boolean isExact = true;
            for (Map.Entry<String, Value> column : row.columns().entrySet()) {
                if (!column.getKey().startsWith("_")) {
                    isExact &= column.getValue().texts().size() == 1
                            && !column.getValue().text().contains("*");
                    fields.add(column.getKey());
                    texts.add(fold(column.getValue().text()));
                    predicates.add(any(column.getKey(), column.getValue().texts()));
                }
            }
            if (isExact && !fields.isEmpty()) {
                exact.computeIfAbsent(fields, f -> new HashSet<>()).add(texts);
            } else if (!fields.isEmpty()) {
                Predicate all = predicates.size() == 1 ? predicates.get(0) : new Predicate.And(predicates);
                wild.computeIfAbsent(all, PredicateCompiler::compile);
            }
        }

        private static Predicate any(String field, List<String> texts) {
            List<Predicate> any = texts.stream()
                    .map(text -> (Predicate) new Predicate.Matches(field, new Predicate.Pattern.Wildcard(text)))
                    .toList();
            return any.size() == 1 ? any.get(0) : new Predicate.Or(any);
        }

        boolean match(ResultRow row) {
            for (Map.Entry<List<String>, Set<List<String>>> terms : exact.entrySet()) {
                if (matches(row, terms.getKey(), 0, new ArrayList<>(), terms.getValue())) {
                    return true;
                }
            }
            return wild.values().stream().anyMatch(condition -> condition.test(row));
        }

        // For each combination of the row's values; few rows have a field with several.
        private static boolean matches(
                ResultRow row, List<String> fields, int at, List<String> texts, Set<List<String>> terms) {
            if (at == fields.size()) {
                return terms.contains(texts);
            }
            Value value = row.get(fields.get(at));
            if (value == null) {
                return false;
            }
            for (String text : value.texts()) {
                texts.add(fold(text));
                boolean found = matches(row, fields, at + 1, texts, terms);
                texts.remove(texts.size() - 1);
                if (found) {
                    return true;
                }
            }
            return false;
        }

        /** As {@link String#equalsIgnoreCase} compares. */
        private static String fold(String text) {
            StringBuilder folded = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                folded.append(Character.toLowerCase(Character.toUpperCase(text.charAt(i))));
            }
            return folded.toString();
        }
    }
}
