package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields that all events of a search must have in common so that they meet in one group: the keys of all its groupings. */
final class SharedFields {

    private SharedFields() {}

    static Set<Term.Source> of(int at, Search search) {
        List<Set<Term.Source>> groupings = new ArrayList<>();
        Columns columns = Columns.ofEvents(at);
        search.rowStages().forEach(columns::pass);
        if (!(search.grouping() instanceof Grouping.Rows)) {
            groupings.add(keys(search.grouping(), columns));
        }
        columns.pass(search.grouping());
        for (Stage stage : search.tail()) {
            if (stage instanceof Stage.Stats stats) {
                groupings.add(keys(stats.grouping(), columns));
            } else if (stage instanceof Stage.Transaction transaction) {
                Set<Term.Source> fields = new HashSet<>();
                transaction.fields().forEach(field -> columns.term(field).addSources(fields));
                groupings.add(fields);
            }
            columns.pass(stage);
        }
        Set<Term.Source> shared = groupings.isEmpty() ? new HashSet<>() : new HashSet<>(groupings.get(0));
        groupings.forEach(shared::retainAll);
        return shared;
    }

    static Set<Term.Source> keys(Grouping grouping, Columns columns) {
        Set<Term.Source> keys = new HashSet<>();
        grouping.keys().forEach(key -> columns.term(key.field()).addSources(keys));
        return keys;
    }
}
