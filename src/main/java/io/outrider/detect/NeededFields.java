package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of its events that a search reads before its rows are gathered. */
final class NeededFields {

    private final Set<String> needed = new TreeSet<>();

    private NeededFields() {}

    /** The names, in order; {@code null} if any may be read. */
    static @Nullable Set<String> of(Search search) {
        NeededFields fields = new NeededFields();
        return fields.gathering(search.grouping())
                        && search.rowStages().stream().allMatch(fields::stage)
                ? fields.needed
                : null;
    }

    private boolean gathering(Grouping grouping) {
        if (grouping instanceof Grouping.Rows rows) {
            Set<String> columns = rows.columns();
            if (columns != null) {
                needed.addAll(columns);
            }
            return columns != null;
        }
        grouping.keys().forEach(key -> needed.add(key.field()));
        grouping.aggregations().forEach(aggregation -> {
            if (aggregation.argument() != null) {
                aggregation.argument().addFields(needed);
            }
        });
        return true;
    }

    /** @return whether it is known what the stage reads */
    private boolean stage(Stage.RowWise stage) {
        if (stage instanceof Stage.Search search) {
            PredicateFields.add(search.predicate(), needed);
        } else if (stage instanceof Stage.Where where) {
            where.condition().addFields(needed);
        } else if (stage instanceof Stage.Regex regex) {
            needed.add(regex.field());
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(assignment -> {
                assignment.value().addFields(needed);
                needed.add(assignment.field());
            });
        } else if (stage instanceof Stage.Rename rename) {
            return rename.renamings().stream().allMatch(this::renaming);
        } else {
            StageFields fields = StageFields.of(stage);
            Set<String> reads = fields.reads();
            Set<String> writes = fields.writes();
            if (reads == null || writes == null) {
                return false;
            }
            needed.addAll(reads);
            // What a stage finds nothing for it leaves as it is.
            needed.addAll(writes);
        }
        return true;
    }

    private boolean renaming(Stage.Renaming renaming) {
        needed.add(renaming.from());
        needed.add(renaming.to());
        return renaming.from().indexOf('*') < 0;
    }
}
