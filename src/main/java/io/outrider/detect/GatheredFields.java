package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of its events that a search reads from its condition on, until its rows are gathered. */
final class GatheredFields {

    private final Set<String> names = new TreeSet<>();

    private GatheredFields() {}

    /** The names, in order; {@code null} if any may be read. */
    static @Nullable Set<String> of(Search search) {
        GatheredFields fields = new GatheredFields();
        return fields.gathering(search.grouping())
                        && search.rowStages().stream().allMatch(fields::stage)
                ? fields.names
                : null;
    }

    private boolean gathering(Grouping grouping) {
        if (grouping instanceof Grouping.Rows rows) {
            Set<String> columns = rows.columns();
            if (columns != null) {
                names.addAll(columns);
            }
            return columns != null;
        }
        grouping.addFields(names);
        return true;
    }

    /** @return whether it is known what the stage reads */
    private boolean stage(Stage.RowWise stage) {
        if (stage instanceof Stage.Rename rename) {
            return rename.renamings().stream().allMatch(this::renaming);
        }
        StageFields fields = StageFields.of(stage);
        Set<String> reads = fields.reads();
        Set<String> writes = fields.writes();
        if (reads == null || writes == null) {
            return false;
        }
        names.addAll(reads);
        // What a stage finds nothing for it leaves as it is.
        names.addAll(writes);
        return true;
    }

    private boolean renaming(Stage.Renaming renaming) {
        names.add(renaming.from());
        names.add(renaming.to());
        return renaming.from().indexOf('*') < 0;
    }
}
