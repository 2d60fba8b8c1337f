package io.outrider.detect;

import io.outrider.cim.CidrRange;
import io.outrider.rule.LookupTable;
import io.outrider.rule.LookupTable.Matching;
import io.outrider.rule.StarPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rows of a lookup table whose columns match values, in the order of the table: by a hash of the exact columns,
 * and among the rows of one hash by their patterns and ranges.
 */
final class LookupIndex {

    private record Candidate(int row, TextTest[] tests) {}

    private final boolean[] exact;
    private final boolean caseSensitive;
    private final Map<List<String>, List<Candidate>> byExact = new HashMap<>();

    /** @param columns that are compared, by their place in the table */
    LookupIndex(LookupTable table, int[] columns) {
        caseSensitive = table.caseSensitive();
        exact = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            exact[i] = matching(table, columns[i]) == Matching.EXACT;
        }
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> texts = table.rows().get(row);
            List<String> compared = new ArrayList<>(columns.length);
            for (int column : columns) {
                compared.add(texts.get(column));
            }
            byExact.computeIfAbsent(exactOf(compared), key -> new ArrayList<>())
                    .add(new Candidate(row, tests(table, columns, compared)));
        }
    }

    private static Matching matching(LookupTable table, int column) {
        return table.matching().getOrDefault(table.columns().get(column), Matching.EXACT);
    }

    private TextTest[] tests(LookupTable table, int[] columns, List<String> texts) {
        TextTest[] tests = new TextTest[columns.length];
        for (int i = 0; i < columns.length; i++) {
            String text = texts.get(i);
            tests[i] = switch (matching(table, columns[i])) {
                case EXACT -> value -> true;
                case WILDCARD -> caseSensitive ? StarPattern.compile(text)::matches : Wildcard.compile(text);
                case CIDR ->
                    CidrRange.parse(text)
                            .<TextTest>map(range -> range::contains)
                            .orElse(value -> value.equals(text));
            };
        }
        return tests;
    }

    private List<String> exactOf(List<String> texts) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < exact.length; i++) {
            if (exact[i]) {
                key.add(caseSensitive ? texts.get(i) : texts.get(i).toLowerCase(Locale.ROOT));
            }
        }
        return key;
    }

    /** Adds the first rows that match, up to so many. */
    void find(List<String> values, int most, Set<Integer> found) {
        List<Candidate> candidates = byExact.getOrDefault(exactOf(values), List.of());
        int count = 0;
        for (int i = 0; i < candidates.size() && count < most; i++) {
            Candidate candidate = candidates.get(i);
            if (matches(candidate, values)) {
                found.add(candidate.row());
                count++;
            }
        }
    }

    private static boolean matches(Candidate candidate, List<String> values) {
        for (int i = 0; i < candidate.tests().length; i++) {
            if (!candidate.tests()[i].test(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
