package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.Search;
import java.util.ArrayList;
import java.util.List;

/** Makes goals of a subsearch over a lookup table: the event is to be as one of its rows. */
final class TableRows {

    // Where none of these does, the others are no different.
    private static final int ROWS = 50;

    private TableRows() {}

    static Goal anyRow(LookupTable table, Search subsearch, Columns columns, Asking asking) {
        List<Goal> rows = new ArrayList<>();
        for (List<String> row :
                table.rows().subList(0, Math.min(ROWS, table.rows().size()))) {
            Columns names = Columns.ofEvents(-1);
            for (int i = 0; i < row.size(); i++) {
                names.put(table.columns().get(i), new Term.Constant(Value.of(row.get(i))));
            }
            subsearch.rowStages().forEach(names::pass);
            names.pass(subsearch.grouping());
            subsearch.tail().forEach(names::pass);
            List<Goal> fields = new ArrayList<>();
            for (String name : names.known()) {
                Value value = names.term(name).value(source -> null);
                if (value != null) {
                    Predicate.Pattern text = new Predicate.Pattern.Wildcard(value.text());
                    fields.add(asking.ask(columns.term(name), Wish.matches(text, true), true));
                }
            }
            rows.add(Goal.all(fields));
        }
        return Goal.any(rows);
    }
}
