package io.outrider.detect;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of its events that a search reads: by its condition, its grouping, and the stages between the two. */
public final class FieldsRead {

    /** Those that stages or the grouping read before any stage gives them. */
    private final Set<String> read = new TreeSet<>();

    private final Set<String> given = new TreeSet<>();
    private boolean any;

    private FieldsRead(Search search) {
        search.rowStages().forEach(this::stage);
        Set<String> gathered = new TreeSet<>();
        search.grouping().addFields(gathered);
        if (search.grouping() instanceof Grouping.Rows rows) {
            Set<String> columns = rows.columns();
            any |= columns == null;
            gathered.addAll(columns == null ? Set.of() : columns);
        }
        add(gathered, Set.of());
    }

    /** In alphabetical order, without those that stages give. Where any may be read, those that the search names. */
    public static Set<String> of(Search search) {
        Set<String> fields = new TreeSet<>(new FieldsRead(search).read);
        if (search.feed() instanceof Feed.Dataset dataset) {
            PredicateFields.add(dataset.where(), fields);
        } else if (search.feed() instanceof Feed.Events events) {
            PredicateFields.add(events.where(), fields);
        }
        return fields;
    }

    /** In alphabetical order, those from behind the condition on; {@code null} if any may be read. */
    static @Nullable Set<String> gathered(Search search) {
        FieldsRead fields = new FieldsRead(search);
        if (fields.any) {
            return null;
        }
        // What a stage finds nothing for it leaves as it is.
        fields.read.addAll(fields.given);
        return fields.read;
    }

    private void stage(Stage.RowWise stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::renaming);
        } else if (stage instanceof Stage.Eval eval) {
            // Each assignment sees those before it.
            eval.assignments().forEach(one -> {
                Set<String> reads = new TreeSet<>();
                one.value().addFields(reads);
                add(reads, Set.of(one.field()));
            });
        } else {
            StageFields fields = StageFields.of(stage);
            add(fields.reads(), fields.writes());
        }
    }

    private void renaming(Stage.Renaming renaming) {
        if (renaming.from().indexOf('*') < 0) {
            add(Set.of(renaming.from()), Set.of(renaming.to()));
        } else {
            any = true;
        }
    }

    /** @param reads and {@code writes}: {@code null} for any */
    private void add(@Nullable Set<String> reads, @Nullable Set<String> writes) {
        any |= reads == null || writes == null;
        if (reads != null) {
            reads.stream().filter(field -> !given.contains(field)).forEach(read::add);
        }
        if (writes != null) {
            given.addAll(writes);
        }
    }
}
