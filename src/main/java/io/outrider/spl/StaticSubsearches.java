package io.outrider.spl;

import io.outrider.rule.Predicate;
import io.outrider.spl.SearchExpression.Subsearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces subsearches over lookup tables by the condition that stands for their rows: an OR of rows, each an AND of
 * {@code field="value"}, as the command {@code format} writes it (Search Manual, "About subsearches", Splunk Enterprise
 * 9). A row's fields without value are left out; without rows the condition does not hold.
 */
final class StaticSubsearches {

    private final Context context;

    StaticSubsearches(Context context) {
        this.context = context;
    }

    /** The condition that stands for its rows; if there is none, any, with an error. */
    Predicate lower(Subsearch subsearch, FieldNames fields) {
        int errors = context.problems().errors().size();
        Optional<TableRows> rows = TableRows.of(subsearch.pipeline(), context);
        if (rows.isEmpty()) {
            // Unless it is said already what stands in the way.
            if (context.problems().errors().size() == errors) {
                String found = subsearch.pipeline().commands().isEmpty()
                        ? "an empty one"
                        : CommandNames.of(subsearch.pipeline().commands().get(0));
                context.error(
                        subsearch.position(),
                        "subsearch",
                        "expected a subsearch of inputlookup with rename, fields, table or dedup, but found " + found
                                + "; what it finds is not known when the events come");
            }
            return new Predicate.Always();
        }
        return condition(rows.get(), subsearch.position(), fields);
    }

    /** The condition that stands for the rows. */
    private Predicate condition(TableRows rows, Position place, FieldNames fields) {
        List<String> resolved = new ArrayList<>();
        for (String column : rows.columns()) {
            if (column.equals("search") || column.equals("query")) {
                context.error(
                        place,
                        "subsearch",
                        "expected a subsearch that gives fields, but found one that gives " + column
                                + ", whose values Splunk takes for parts of the search; rename it");
                return new Predicate.Always();
            }
            String field = fields.resolve(new Name(place, column));
            if (field == null) {
                return new Predicate.Always();
            }
            resolved.add(field);
        }
        List<Predicate> any = new ArrayList<>();
        for (List<String> row : rows.rows()) {
            List<Predicate> all = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    all.add(PredicateLowering.matches(resolved.get(i), row.get(i)));
                }
            }
            if (!all.isEmpty()) {
                any.add(PredicateLowering.all(all));
            }
        }
        return any.isEmpty() ? new Predicate.Not(new Predicate.Always()) : PredicateLowering.any(any);
    }
}
