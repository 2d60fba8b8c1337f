package io.outrider.spl;

import io.outrider.rule.Grouping;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that rows need so that stages give what they would give of whole rows: followed from a stage that leaves known
 * fields only ({@code stats}, {@code table}, {@code fields}) back through those before it. An alert shows all fields of its
 * row, so without such a stage all are needed.
 */
final class NeededFields {

    private NeededFields() {}

    /** {@code null} if all are needed. */
    static @Nullable Set<String> before(List<Stage> stages) {
        Set<String> needed = null;
        for (int i = stages.size() - 1; i >= 0; i--) {
            needed = before(stages.get(i), needed);
        }
        return needed;
    }

    private static @Nullable Set<String> before(Stage stage, @Nullable Set<String> after) {
        if (stage instanceof Stage.Stats stats) {
            Set<String> needed = new LinkedHashSet<>();
            return add(stats.grouping(), needed);
        }
        if (stage instanceof Stage.Table table) {
            return chosen(table.names(), after, false);
        }
        if (stage instanceof Stage.Fields fields && fields.keep()) {
            return chosen(fields.names(), after, true);
        }
        if (after == null) {
            return null;
        }
        Set<String> needed = new LinkedHashSet<>(after);
        if (stage instanceof Stage.Eval eval) {
            for (int i = eval.assignments().size() - 1; i >= 0; i--) {
                Stage.Assignment assignment = eval.assignments().get(i);
                needed.remove(assignment.field());
                assignment.value().addFields(needed);
            }
            return needed;
        }
        if (stage instanceof Stage.EventStats stats) {
            stats.grouping().aggregations().forEach(one -> needed.remove(one.column()));
            return add(stats.grouping(), needed);
        }
        if (stage instanceof Stage.Where where) {
            where.condition().addFields(needed);
            return needed;
        }
        if (stage instanceof Stage.Search search) {
            PredicateFields.add(search.predicate(), needed);
            return needed;
        }
        if (stage instanceof Stage.Fields) {
            return needed;
        }
        if (stage instanceof Stage.FormatTime time) {
            needed.add(time.field());
            return needed;
        }
        if (stage instanceof Stage.Rename rename) {
            return renamed(rename, needed);
        }
        // Of the others it is not worth the risk to say.
        return null;
    }

    private static @Nullable Set<String> chosen(List<String> names, @Nullable Set<String> after, boolean internal) {
        if (names.stream().anyMatch(name -> name.contains("*"))) {
            return after;
        }
        Set<String> needed = new LinkedHashSet<>(names);
        if (internal) {
            needed.add("_time");
            needed.add("_raw");
        }
        if (after != null) {
            needed.retainAll(after);
        }
        return needed;
    }

    private static @Nullable Set<String> renamed(Stage.Rename rename, Set<String> needed) {
        for (int i = rename.renamings().size() - 1; i >= 0; i--) {
            Stage.Renaming renaming = rename.renamings().get(i);
            if (renaming.from().contains("*")) {
                return null;
            }
            if (needed.remove(renaming.to())) {
                needed.add(renaming.from());
            }
        }
        return needed;
    }

    /** {@code null} if an aggregation hangs on the order of rows, which their other fields may decide. */
    private static @Nullable Set<String> add(Grouping.By grouping, Set<String> needed) {
        for (Grouping.Aggregation aggregation : grouping.aggregations()) {
            switch (aggregation.function()) {
                case FIRST, LAST, LIST, EARLIEST, LATEST -> {
                    return null;
                }
                default -> {}
            }
        }
        grouping.addFields(needed);
        return needed;
    }
}
