package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows through a search which columns hold counts and times. They have no part in what tells one alert from another where
 * nothing groups the rows (decision 9): they change with each event that the window still brings.
 */
final class ChangingColumns {

    private final Set<String> columns = new HashSet<>(Set.of("_time"));

    private ChangingColumns() {}

    static Set<String> of(Search search) {
        ChangingColumns changing = new ChangingColumns();
        search.rowStages().forEach(changing::follow);
        if (search.grouping() instanceof Grouping.By by) {
            changing.group(by, true);
        }
        changing.follow(search.tail());
        return Set.copyOf(changing.columns);
    }

    private void follow(List<Stage> stages) {
        stages.forEach(this::follow);
    }

    private void follow(Stage stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.FormatTime format) {
            set(format.as() == null ? format.field() : format.as(), columns.contains(format.field()));
        } else if (stage instanceof Stage.Bin bin) {
            set(bin.as(), columns.contains(bin.field()));
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(assignment -> set(assignment.field(), reads(assignment.value())));
        } else if (stage instanceof Stage.Stats stats) {
            group(stats.grouping(), true);
        } else if (stage instanceof Stage.EventStats stats) {
            group(stats.grouping(), false);
        } else if (stage instanceof Stage.StreamStats stats) {
            group(stats.grouping(), false);
        } else if (stage instanceof Stage.Join join) {
            columns.addAll(of(join.other()));
        } else if (stage instanceof Stage.Append append) {
            columns.addAll(of(append.other()));
        } else if (stage instanceof Stage.AppendColumns append) {
            columns.addAll(of(append.other()));
        } else if (stage instanceof Stage.AppendPipe pipe) {
            Set<String> before = Set.copyOf(columns);
            follow(pipe.stages());
            columns.addAll(before);
        } else if (stage instanceof Stage.Transaction) {
            columns.addAll(Set.of("duration", "eventcount"));
        }
    }

    private void rename(Stage.Renaming renaming) {
        for (String column : Set.copyOf(columns)) {
            String target = renaming.target(column);
            if (target != null) {
                columns.remove(column);
                columns.add(target);
            }
        }
    }

    private void group(Grouping.By grouping, boolean alone) {
        Set<String> grouped = new HashSet<>();
        for (Grouping.Aggregation aggregation : grouping.aggregations()) {
            if (counts(aggregation.function()) || aggregation.argument() == null || reads(aggregation.argument())) {
                grouped.add(aggregation.column());
            }
        }
        if (alone) {
            columns.clear();
        }
        columns.addAll(grouped);
        // A key does not change, whatever it was made of.
        grouping.keys().forEach(key -> columns.remove(key.column()));
    }

    private static boolean counts(Grouping.Function function) {
        return switch (function) {
            case AVERAGE, COUNT, DISTINCT_COUNT, MEDIAN, RANGE, STANDARD_DEVIATION, SUM, VARIANCE -> true;
            default -> false;
        };
    }

    private void set(String column, boolean changes) {
        if (changes) {
            columns.add(column);
        } else {
            columns.remove(column);
        }
    }

    private boolean reads(Expression expression) {
        return expression instanceof Expression.Field field
                ? columns.contains(field.name())
                : expression.operands().stream().anyMatch(this::reads);
    }
}
