package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those of a tail's stages that hang on the keys of its grouping alone, up to the last filter among them. A group that they
 * filter out is in no row of the tail.
 *
 * <p>Filters that only name what they leave out ({@code user!=svc_*}) are not among them: those are what operators edit, and
 * then the rows that were gathered are to come back (decision 21).
 *
 * @param inputs the keys that the stages read, with the names of their columns where the first stage begins
 * @param stages in order; ends with a filter
 * @param needed what must hold for the fields of an event that is in a group that passes, as far as it can be told; {@code
 *     Always} if nothing can
 */
record KeyStages(List<Grouping.Key> inputs, List<Stage.RowWise> stages, Predicate needed) {

    KeyStages {
        inputs = List.copyOf(inputs);
        stages = List.copyOf(stages);
    }

    /** The stages of a tail; {@code null} if it has no filter on the keys alone. */
    static @Nullable KeyStages of(Grouping.By grouping, List<Stage> tail) {
        if (grouping.keys().isEmpty()) {
            return null;
        }
        Walk walk = new Walk(grouping);
        for (Stage stage : tail) {
            if (!(stage instanceof Stage.RowWise rowWise) || !walk.follow(rowWise)) {
                break;
            }
        }
        return walk.found();
    }

    /** Where a column comes from. */
    private enum Origin {
        KEY,
        /** Computed of keys, by a stage that was taken. */
        COMPUTED,
        /** From other rows or events as well. */
        OTHER
    }

    private static final class Walk {

        // All columns that there may be: what is not among them is absent, and that hangs on nothing.
        private Map<String, Origin> columns = new LinkedHashMap<>();
        // By the column's name before the first stage that was taken.
        private Map<String, Grouping.Key> keys = new LinkedHashMap<>();
        private final Set<String> read = new LinkedHashSet<>();
        private final List<Stage.RowWise> taken = new ArrayList<>();
        private final KeyConditions conditions;
        private int behindLastFilter;

        Walk(Grouping.By grouping) {
            grouping.keys().forEach(key -> {
                columns.put(key.column(), Origin.KEY);
                keys.put(key.column(), key);
            });
            grouping.aggregations().forEach(one -> columns.put(one.column(), Origin.OTHER));
            conditions = new KeyConditions(grouping);
        }

        @Nullable
        KeyStages found() {
            if (behindLastFilter == 0) {
                return null;
            }
            List<Grouping.Key> inputs = new ArrayList<>();
            keys.forEach((column, key) -> {
                if (read.contains(column)) {
                    inputs.add(new Grouping.Key(key.field(), column));
                }
            });
            return new KeyStages(inputs, taken.subList(0, behindLastFilter), conditions.needed());
        }

        /** @return whether the walk can go on behind the stage */
        boolean follow(Stage.RowWise stage) {
            if (stage instanceof Stage.Rename rename) {
                return rename(rename);
            }
            StageFields fields = StageFields.of(stage);
            Set<String> reads = fields.reads();
            Set<String> writes = fields.writes();
            if (reads == null || writes == null) {
                return false;
            }
            if (isFilter(stage)) {
                filter(stage, reads);
            } else {
                compute(stage, reads, writes);
            }
            return true;
        }

        private static boolean isFilter(Stage.RowWise stage) {
            return stage instanceof Stage.Search || stage instanceof Stage.Where || stage instanceof Stage.Regex;
        }

        // Behind the first stage that is taken a renaming is one of the stages; before it, the keys have other names.
        private boolean rename(Stage.Rename rename) {
            for (Stage.Renaming renaming : rename.renamings()) {
                Renamer renamer = new Renamer(renaming);
                columns = renamer.rename(columns);
                conditions.rename(renamer);
                if (taken.isEmpty()) {
                    keys = renamer.rename(keys);
                    keys.keySet().removeIf(column -> columns.get(column) != Origin.KEY);
                }
            }
            if (!taken.isEmpty()) {
                taken.add(rename);
                // Wildcards read whatever there is.
                read.addAll(keys.keySet());
            }
            return true;
        }

        private void filter(Stage.RowWise stage, Set<String> fields) {
            boolean onKeys = fields.stream().allMatch(field -> origin(field) != Origin.OTHER);
            boolean onComputed = fields.stream().anyMatch(field -> columns.get(field) == Origin.COMPUTED);
            if (onKeys && (onComputed || keeps(stage))) {
                take(stage, fields);
                behindLastFilter = taken.size();
                conditions.filter(stage);
            }
        }

        private void compute(Stage.RowWise stage, Set<String> reads, Set<String> writes) {
            // What a stage may leave as it is it reads.
            boolean onKeys = reads.stream().allMatch(field -> origin(field) != Origin.OTHER)
                    && writes.stream().allMatch(field -> origin(field) != Origin.OTHER);
            if (onKeys) {
                take(stage, reads);
                read.addAll(writes);
            }
            conditions.compute(stage, writes, field -> !columns.containsKey(field));
            writes.forEach(field -> columns.put(field, onKeys ? Origin.COMPUTED : Origin.OTHER));
            if (!onKeys && taken.isEmpty()) {
                keys.keySet().removeAll(writes);
            }
        }

        private Origin origin(String field) {
            return columns.getOrDefault(field, Origin.KEY);
        }

        private void take(Stage.RowWise stage, Set<String> fields) {
            taken.add(stage);
            read.addAll(fields);
        }

        /** Whether a filter names what it keeps. */
        private static boolean keeps(Stage.RowWise filter) {
            if (filter instanceof Stage.Search search) {
                return keeps(search.predicate());
            }
            return filter instanceof Stage.Where where
                    ? keeps(where.condition())
                    : filter instanceof Stage.Regex regex && !regex.negated();
        }

        private static boolean keeps(Predicate predicate) {
            if (predicate instanceof Predicate.And and) {
                return and.all().stream().anyMatch(Walk::keeps);
            }
            if (predicate instanceof Predicate.Or or) {
                return or.any().stream().allMatch(Walk::keeps);
            }
            return predicate instanceof Predicate.Matches || predicate instanceof Predicate.Compares;
        }

        private static boolean keeps(Expression condition) {
            if (condition instanceof Expression.And and) {
                return keeps(and.left()) || keeps(and.right());
            }
            if (condition instanceof Expression.Or or) {
                return keeps(or.left()) && keeps(or.right());
            }
            return condition instanceof Expression.Comparison comparison
                    ? comparison.operator() != Expression.Operator.UNEQUAL
                    : !(condition instanceof Expression.Not);
        }
    }
}
