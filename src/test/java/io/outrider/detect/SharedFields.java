package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The fields that all events of a search must have in common so that they meet in one group: the keys of all its groupings. */
final class SharedFields {

    private SharedFields() {}

    static Set<Term.Source> of(int at, Search search) {
        return of(at, search, Term::addSources, Term::addSources);
    }

    /** Those of events of which each makes a row of its own, where rows are grouped again: they may differ in parts. */
    static Set<Term.Source> ofRows(int at, Search search) {
        return of(at, search, Term::addSources, SharedFields::addWhole);
    }

    /** Those that are keys as they are, not only by a part. */
    static Set<Term.Source> whole(int at, Search search) {
        return of(at, search, SharedFields::addWhole, SharedFields::addWhole);
    }

    private static void addWhole(Term term, Set<Term.Source> fields) {
        if (term instanceof Term.Source source) {
            fields.add(source);
        } else if (term instanceof Term.Computed computed
                && computed.expression() instanceof Expression.Call call
                && call.function() == Expression.Function.COALESCE) {
            // The field, filled where it is absent.
            addWhole(computed.columns().term(call.arguments().get(0)), fields);
        }
    }

    private static Set<Term.Source> of(
            int at, Search search, BiConsumer<Term, Set<Term.Source>> first, BiConsumer<Term, Set<Term.Source>> add) {
        List<Set<Term.Source>> groupings = new ArrayList<>();
        Columns columns = Columns.ofEvents(at);
        search.rowStages().forEach(columns::pass);
        if (!(search.grouping() instanceof Grouping.Rows)) {
            groupings.add(keys(search.grouping(), columns, first));
        }
        columns.pass(search.grouping());
        for (Stage stage : search.tail()) {
            if (stage instanceof Stage.Stats stats) {
                groupings.add(keys(stats.grouping(), columns, add));
            } else if (stage instanceof Stage.Transaction transaction) {
                Set<Term.Source> fields = new HashSet<>();
                transaction.fields().forEach(field -> add.accept(columns.term(field), fields));
                groupings.add(fields);
            }
            columns.pass(stage);
        }
        Set<Term.Source> shared = groupings.isEmpty() ? new HashSet<>() : new HashSet<>(groupings.get(0));
        groupings.forEach(shared::retainAll);
        return shared;
    }

    static Set<Term.Source> keys(Grouping grouping, Columns columns) {
        return keys(grouping, columns, Term::addSources);
    }

    private static Set<Term.Source> keys(Grouping grouping, Columns columns, BiConsumer<Term, Set<Term.Source>> add) {
        Set<Term.Source> keys = new HashSet<>();
        grouping.keys().forEach(key -> add.accept(columns.term(key.field()), keys));
        return keys;
    }
}
