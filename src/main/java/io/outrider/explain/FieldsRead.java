package io.outrider.explain;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.Set;
import java.util.TreeSet;

/** The fields of its events that a search needs: those of its condition, its grouping, and the stages between the two. */
final class FieldsRead {

    private FieldsRead() {}

    /** In alphabetical order; those that only stages between condition and grouping read or make may be among them. */
    static Set<String> of(Search search) {
        Set<String> fields = new TreeSet<>();
        if (search.feed() instanceof Feed.Dataset dataset) {
            PredicateFields.add(dataset.where(), fields);
        } else if (search.feed() instanceof Feed.Events events) {
            PredicateFields.add(events.where(), fields);
        }
        Set<String> made = new TreeSet<>();
        for (Stage.RowWise stage : search.rowStages()) {
            Set<String> read = new TreeSet<>();
            add(stage, read, made);
            fields.addAll(read);
        }
        Set<String> gathered = new TreeSet<>();
        search.grouping().addFields(gathered);
        if (search.grouping() instanceof Grouping.Rows rows && rows.columns() != null) {
            gathered.addAll(rows.columns());
        }
        gathered.removeAll(made);
        fields.addAll(gathered);
        return fields;
    }

    private static void add(Stage.RowWise stage, Set<String> read, Set<String> made) {
        if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(one -> {
                Set<String> own = new TreeSet<>();
                one.value().addFields(own);
                own.removeAll(made);
                read.addAll(own);
                made.add(one.field());
            });
        } else if (stage instanceof Stage.Where where) {
            where.condition().addFields(read);
            read.removeAll(made);
        } else if (stage instanceof Stage.Search search) {
            PredicateFields.add(search.predicate(), read);
            read.removeAll(made);
        } else if (stage instanceof Stage.Extract extract) {
            read.add(extract.field());
            read.removeAll(made);
        } else if (stage instanceof Stage.Bin bin) {
            read.add(bin.field());
            read.removeAll(made);
            made.add(bin.as());
        } else if (stage instanceof Stage.Rename rename) {
            rename.renamings().stream()
                    .filter(one -> one.from().indexOf('*') < 0)
                    .forEach(one -> {
                        read.add(one.from());
                        made.add(one.to());
                    });
        }
    }
}
