package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code join}: a row gets the fields of the other search's rows that have equal values in the join fields; where both have
 * a field, the other's value is taken unless {@code overwrite=false}. A row is joined with the first {@code max} partners,
 * in the order of the other search; without a partner it goes, unless the join is {@code outer} (or {@code left}, which is
 * the same). Values are equal by case; a row without one of the join fields has no partner. After Splunk Enterprise 9.4,
 * Search Reference, "join"; its limit of 50,000 rows is not kept.
 */
final class JoinStage implements TableStage {

    private final Stage.Join join;
    private final int other;

    /** @param other number of the other search */
    JoinStage(Stage.Join join, int other) {
        this.join = join;
        this.other = other;
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        List<ResultRow> others = window.of(other);
        List<String> fields = join.fields().isEmpty() ? common(rows, others) : join.fields();
        Map<List<List<String>>, List<ResultRow>> partners = partners(others, fields);
        List<ResultRow> joined = new ArrayList<>(rows.size());
        for (ResultRow row : rows) {
            List<List<String>> key = key(row, fields);
            List<ResultRow> equal = key == null ? List.of() : partners.getOrDefault(key, List.of());
            equal.forEach(partner -> joined.add(merge(row, partner)));
            if (equal.isEmpty() && join.outer()) {
                joined.add(row);
            }
        }
        return joined;
    }

    private Map<List<List<String>>, List<ResultRow>> partners(List<ResultRow> others, List<String> fields) {
        Map<List<List<String>>, List<ResultRow>> partners = new HashMap<>();
        if (!fields.isEmpty()) {
            for (ResultRow row : others) {
                List<List<String>> key = key(row, fields);
                if (key != null) {
                    List<ResultRow> equal = partners.computeIfAbsent(key, k -> new ArrayList<>(1));
                    if (join.max() == 0 || equal.size() < join.max()) {
                        equal.add(row);
                    }
                }
            }
        }
        return partners;
    }

    /** A row without a partner goes; which fields tell that may hang on all rows. */
    @Override
    public Predicate<ResultRow> needed(WindowRows window) {
        List<String> fields = join.fields();
        if (join.outer() || fields.isEmpty()) {
            return row -> true;
        }
        Set<List<List<String>>> keys = partners(window.of(other), fields).keySet();
        return row -> {
            List<List<String>> key = key(row, fields);
            return key != null && keys.contains(key);
        };
    }

    @Override
    public boolean isEmpty(WindowRows window) {
        return !join.outer() && window.of(other).isEmpty();
    }

    /** The groups before it that may have a partner. */
    WantedGroups wanted(JoinKeys keys, WindowRows window) {
        return keys.wanted(window.of(other));
    }

    private static List<String> common(List<ResultRow> rows, List<ResultRow> others) {
        Set<String> common = new LinkedHashSet<>();
        rows.forEach(row -> common.addAll(row.columns().keySet()));
        Set<String> ofOthers = new LinkedHashSet<>();
        others.forEach(row -> ofOthers.addAll(row.columns().keySet()));
        common.retainAll(ofOthers);
        return List.copyOf(common);
    }

    private static @Nullable List<List<String>> key(ResultRow row, List<String> fields) {
        List<List<String>> key = new ArrayList<>(fields.size());
        for (String field : fields) {
            Value value = row.get(field);
            if (value == null) {
                return null;
            }
            key.add(value.texts());
        }
        return key;
    }

    private ResultRow merge(ResultRow row, ResultRow partner) {
        RowDraft draft = row.draft();
        partner.columns().forEach((name, value) -> {
            if (join.overwrite() || draft.get(name) == null) {
                draft.set(name, value);
            }
        });
        return draft.row(row.from().with(partner.from()));
    }
}
