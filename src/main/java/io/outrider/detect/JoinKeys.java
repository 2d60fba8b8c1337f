package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.NamePatterns;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a {@code join} at the head of a tail are keys of the grouping before it, by whatever names. Rows of the
 * grouping whose keys no row of the other search has are joined with nothing, and need not be made to tell.
 */
final class JoinKeys {

    /** Stands for a column that is no key, or not for certain. */
    private static final Integer OTHER = -1;

    private final Grouping.By grouping;
    private final int[] keys;
    private final List<String> fields;

    private JoinKeys(Grouping.By grouping, int[] keys, List<String> fields) {
        this.grouping = grouping;
        this.keys = keys;
        this.fields = fields;
    }

    /** Those of a search whose tail has the join behind operations on each row; {@code null} if no field is a key. */
    static @Nullable JoinKeys of(Search search, List<Stage> leading, Stage.Join join) {
        if (join.outer() || !(search.grouping() instanceof Grouping.By grouping)) {
            return null;
        }
        Map<String, Integer> columns = columns(grouping, search);
        for (Stage stage : leading) {
            columns = follow((Stage.RowWise) stage, columns);
            if (columns == null) {
                return null;
            }
        }
        List<String> fields = new ArrayList<>();
        for (String field : join.fields()) {
            if (!columns.getOrDefault(field, OTHER).equals(OTHER)) {
                fields.add(field);
            }
        }
        int[] keys = fields.stream().mapToInt(columns::get).toArray();
        return fields.isEmpty() ? null : new JoinKeys(grouping, keys, List.copyOf(fields));
    }

    /** All columns that there may be behind the grouping, each with its key. */
    private static Map<String, Integer> columns(Grouping.By grouping, Search search) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int key = 0; key < grouping.keys().size(); key++) {
            // A match that is not grouped yet has the fields as they were before those stages.
            String field = grouping.keys().get(key).field();
            boolean written = search.rowStages().stream()
                    .map(stage -> StageFields.of(stage).writes())
                    .anyMatch(writes -> writes == null || writes.contains(field));
            columns.put(grouping.keys().get(key).column(), written ? OTHER : (Integer) key);
        }
        grouping.aggregations().forEach(aggregation -> columns.put(aggregation.column(), OTHER));
        return columns;
    }

    /** The columns behind a stage; {@code null} if it may write any. */
    private static @Nullable Map<String, Integer> follow(Stage.RowWise stage, Map<String, Integer> before) {
        Map<String, Integer> columns = new LinkedHashMap<>(before);
        if (stage instanceof Stage.Rename rename) {
            for (Stage.Renaming renaming : rename.renamings()) {
                columns = new Renamer(renaming).rename(columns);
            }
        } else if (stage instanceof Stage.Eval eval) {
            for (Stage.Assignment assignment : eval.assignments()) {
                Integer origin = assignment.value() instanceof Expression.Field field
                        ? columns.getOrDefault(field.name(), OTHER)
                        : OTHER;
                columns.put(assignment.field(), origin);
            }
        } else if (stage instanceof Stage.Fields fields) {
            NamePatterns names = new NamePatterns(fields.names());
            columns.keySet()
                    .removeIf(column -> fields.keep()
                            ? !names.match(column) && !column.equals("_time") && !column.equals("_raw")
                            : names.match(column));
        } else if (stage instanceof Stage.Table table) {
            NamePatterns names = new NamePatterns(table.names());
            columns.keySet().removeIf(column -> !names.match(column));
        } else {
            Set<String> writes = StageFields.of(stage).writes();
            if (writes == null) {
                return null;
            }
            for (String field : writes) {
                columns.put(field, OTHER);
            }
        }
        return columns;
    }

    /** The groups for which one of the rows may be a partner. */
    WantedGroups wanted(List<ResultRow> partners) {
        Set<RowKey> values = new HashSet<>();
        for (ResultRow partner : partners) {
            RowKey key = key(partner);
            if (key != null) {
                values.add(key);
            }
        }
        return new WantedGroups(keys, grouping.fill(), values);
    }

    // A group has one value in each key, which no field with several values equals.
    private @Nullable RowKey key(ResultRow partner) {
        String[] texts = new String[fields.size()];
        for (int i = 0; i < texts.length; i++) {
            Value value = partner.get(fields.get(i));
            if (value == null || value instanceof Value.Multi) {
                return null;
            }
            texts[i] = value.text();
        }
        return RowKey.owning(texts);
    }
}
